"""Pictures for templates, which take nothing but texts."""


def jpeg_svg(encoded: str, width: int, height: int) -> str:
    """A JPEG in base64 as an SVG of this size, in which it keeps its proportions."""
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">'
        f'<image href="data:image/jpeg;base64,{encoded}" {size}/></svg>'
    )
