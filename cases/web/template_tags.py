"""Template tags that every door's pages share: `{% load candour %}`."""

from django import template

register = template.Library()
