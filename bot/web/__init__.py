"""The site's chat: the JSON door, the page, the widget, the appointment page."""
