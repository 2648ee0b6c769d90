"""The line protocol answers every request with an object, whatever its shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.pattern import predict_line

REQUEST: dict[str, Any] = {
    "id": "x1",
    "pattern": {"tag": "853", "ind": "20", "subfields": [["a", "no."], ["i", "(year)"], ["w", "a"]]},
    "holding": {"tag": "863", "ind": "41", "subfields": [["a", "7"], ["i", "2019"]]},
    "n": 2,
}

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_an_answer_is_json_with_the_issues() -> None:
    answer = predict_line(json.loads(json.dumps(REQUEST)))
    assert json.loads(json.dumps(answer)) == {
        "id": "x1",
        "next": [{"a": "8", "i": "2020"}, {"a": "9", "i": "2021"}],
    }


def test_twelve_unless_it_says_otherwise() -> None:
    assert len(predict_line({k: v for k, v in REQUEST.items() if k != "n"})["next"]) == 12


def test_warnings_stand_beside_the_issues() -> None:
    subfields = [*REQUEST["pattern"]["subfields"], ["x", "00"]]
    answer = predict_line(REQUEST | {"pattern": REQUEST["pattern"] | {"subfields": subfields}})
    assert answer["warnings"] == ["$x00 names no month or season; it is ignored."]
    assert len(answer["next"]) == 2


def test_settings_of_the_title() -> None:
    seasons = {"tag": "853", "ind": "20", "subfields": [["i", "(year)"], ["j", "(season)"]]}
    holding = {"tag": "863", "ind": "41", "subfields": [["i", "2019"], ["j", "23"]]}
    request = {"id": 1, "pattern": seasons, "holding": holding, "n": 1, "frequency": "q"}
    assert predict_line(request)["next"] == [{"i": "2019", "j": "24"}]
    assert predict_line(request | {"winter_first": True})["next"] == [{"i": "2020", "j": "24"}]


@pytest.mark.parametrize(
    "change",
    [
        {"n": 0},
        {"n": "12"},
        {"n": True},
        {"n": 10**9},
        {"pattern": None},
        {"holding": []},
        {"pattern": {"tag": 853, "ind": "20", "subfields": []}},
        {"pattern": {"tag": "853", "ind": "20", "subfields": [["a"]]}},
        {"pattern": {"tag": "853", "ind": "20", "subfields": [["ab", "no."]]}},
        {"pattern": {"tag": "245", "ind": "20", "subfields": [["a", "no."]]}},
        {"holding": {"tag": "245", "ind": "20", "subfields": [["a", "7"]]}},
    ],
)
def test_a_wrong_shape_is_answered_with_a_sentence(change: dict[str, Any]) -> None:
    answer = predict_line(REQUEST | change)
    assert answer["id"] == "x1"
    assert answer["error"].endswith(".")
    assert "next" not in answer


@given(ANY_JSON)
def test_anything_is_answered(request: object) -> None:
    assert "error" in predict_line(request)


@given(st.sampled_from(["pattern", "holding", "n"]), ANY_JSON)
def test_anything_in_a_place_is_answered(place: str, value: object) -> None:
    answer = predict_line(REQUEST | {place: value})
    assert ("error" in answer) != ("next" in answer)
