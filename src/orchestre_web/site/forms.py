"""How the fields of our forms are written: label, help, field, then what is wrong, tied together for the ear too."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "site/form.html"
    field_template_name = "site/field.html"
