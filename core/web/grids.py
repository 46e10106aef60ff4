"""A grid of many rows on one page, each saved by itself, or several as one block."""

import re
from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse

from core.web.form_pages import MISMATCH_MESSAGE, UNREADABLE_MESSAGE, FormPage, SubmissionMixin
from core.web.forms import SubmissionForm
from core.web.merging import Merge, sign

ROW = "row-"
KEY = re.compile(r"[0-9]{1,18}")  # what the database can have as a key


def key_in(text: str) -> int | None:
    """The key; None for a text that is none."""
    return int(text) if KEY.fullmatch(text) else None


class RowPage(FormPage):
    """One row: read, and saved as it is left. ``get_return_url`` is its own address."""

    def merge(self, form, merge: Merge):
        """Merge the fields that only one side changed; show both texts of the others."""
        if all(part.mine == part.theirs for part in merge.parts):
            return self.redirect(self.get_return_url(), "")  # both texts are equal
        self.is_rejected = True
        form.data = form.data.copy()
        for part in merge.parts:
            form.data[part.name] = part.mine if part.is_conflict else part.resolved
        form.data["version"] = str(merge.version)
        form.data["base"] = sign({part.name: part.theirs for part in merge.parts})
        context = self.get_context_data(
            form=form,
            merge=merge,
            open_parts=[(form[part.name], part) for part in merge.parts if part.is_conflict],
        )
        return self.render_to_response(context, status=409)


class BlockMixin(SubmissionMixin):
    """The rows of a block: each is saved or refused by itself; sent again, the block is not
    processed again. ``row-<key>`` is the form of a row, urlencoded. Read, it returns the rows of
    ``rows``."""

    http_method_names: Any = ["get", "head", "post", "options"]
    form_class = SubmissionForm
    keys: tuple[Any, ...] = ()

    def key_of(self, text: str) -> Any:
        """The key of a row; None for a text that is none."""
        raise NotImplementedError

    def row_page(self, key: Any, request: Any) -> RowPage:
        """The page of the row, set up for the request."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.keys = self._keys(request.GET.getlist("rows"))
        return self.render_to_response(self.get_context_data(refused=[]))  # type: ignore[attr-defined]

    def _keys(self, texts) -> tuple[Any, ...]:
        return tuple(key for text in texts if (key := self.key_of(text)) is not None)

    def process(self):
        self.find()
        forms, sending = self._forms(), self.form_class(self.request.POST)
        if words := sending.hidden_field_error() or (not forms and UNREADABLE_MESSAGE):
            return self.bad_request(str(words))
        refused = {key: part for key, data in forms if (part := self._refusal(key, data))}
        query = urlencode({"rows": [self.key_text(key) for key, _data in forms]}, doseq=True)
        answer = self.redirect(f"{self.request.path}?{query}", "")
        if not refused:
            return answer
        self.keys = tuple(key for key, _data in forms if key not in refused)
        context = self.get_context_data(refused=refused.values())
        return self.render_to_response(context)  # type: ignore[attr-defined]

    def key_text(self, key: Any) -> str:
        return str(key)

    def _forms(self) -> list[tuple[Any, QueryDict]]:
        """The rows that were sent, in the order in which they are locked."""
        sent = {name.removeprefix(ROW): text for name, text in self.request.POST.items()}
        forms = {self.key_of(name): QueryDict(text) for name, text in sent.items()}
        forms.pop(None, None)
        return sorted(forms.items(), key=lambda form: form[0])

    def _refusal(self, key: Any, data: QueryDict) -> Any:
        """The row with its errors; empty where it is saved."""
        request = copy(self.request)
        request.POST = data
        page = self.row_page(key, request)
        with transaction.atomic():
            answer = page.process()
            transaction.set_rollback(page.is_rejected)
        if not page.is_rejected:
            return ""
        if not isinstance(answer, TemplateResponse):
            raise BadRequest(str(UNREADABLE_MESSAGE))
        return answer.rendered_content

    def submission_mismatch(self):
        self.is_rejected = True
        return render(self.request, "400.html", {"exception": MISMATCH_MESSAGE}, status=422)
