"""Answers that come by mail: the mailbox (`mailbox`), what is read of a mail (`reading`), what becomes of it
(`taking`), what its author is told (`telling`)."""

from etabli.community.forum.mail_answers.mailbox import read_mailbox as read_mailbox
