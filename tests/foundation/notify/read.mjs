// Reads a calendar with ical.js: `node read.mjs PATH_OF_ICAL_JS < calendar`, each day of each entry as JSON.
import { readFileSync } from "node:fs";

const ICAL = (await import(process.argv[2])).default;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const said = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
const read = (event, start, end) => ({
  uid: event.uid,
  title: event.summary,
  starts_at: said(start),
  ends_at: said(end),
  status: event.component.getFirstPropertyValue("status") ?? "",
  sequence: event.sequence ?? 0,
});

const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const days = [];
for (const event of events.filter((each) => !each.isRecurrenceException())) {
  for (const other of events) {
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  }
  if (!event.isRecurring()) {
    days.push(read(event, event.startDate, event.endDate));
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && days.length < 1000; next = iterator.next()) {
    const day = event.getOccurrenceDetails(next);
    days.push(read(day.item, day.startDate, day.endDate));
  }
}
console.log(JSON.stringify(days));
