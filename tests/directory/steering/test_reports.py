"""PA7, L22, NO15: reports in the five headings of the agreement, as a page, a tagged PDF and a workbook."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import openpyxl
import pytest
from pypdf import PdfReader

from directory.regions import load_region
from directory.service import Directory
from directory.steering.figures import Figure
from directory.steering.indicators import Heading, Indicator, load_catalogue
from directory.steering.label import Criterion, Standing, load_label, standing_of
from directory.steering.paper import Report, paper
from directory.steering.release import Steering
from directory.steering.reports import (
    NothingPublished,
    UnknownTerritory,
    as_page,
    as_pdf,
    as_workbook,
    make_report,
)
from directory.steering.sample import generate
from directory.steering.wording import steering_words

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADINGS = (
    "Accès à tout public",
    "Accessibilité",
    "Accueil",
    "Organisation partenariale",
    "Accès aux ressources documentaires",
)


@pytest.fixture(scope="module")
def steering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Steering]:
    directory = Directory(f"sqlite:///{tmp_path_factory.mktemp('report') / 'report.db'}", secret="test")
    directory.migrate()
    for region in ("tours", "paca"):
        load_region(directory, region, NOW)
    generate(directory, year=2025, contacts=15_000, seed=6, regions=("tours", "paca"))
    yield Steering(directory, load_catalogue(), lambda _: [True, True, False])
    directory.engine.dispose()


@pytest.fixture(scope="module")
def report(steering: Steering) -> Report:
    return make_report(steering, "tours", year=2025, now=NOW, address="https://deux-portes.example")


@pytest.mark.long
def test_a_report_follows_the_five_headings_then_coverage_and_label(report: Report) -> None:
    """PA6, PA7: the headings of article 6, each with something to say; then the 29 criteria."""
    laid = paper(report)
    assert tuple(heading["name"] for heading in laid["headings"]) == HEADINGS
    assert all(heading["results"] for heading in laid["headings"])
    assert len(laid["label"]["rows"]) == 29
    assert laid["title"] == "Bilan d’activité annuel"
    assert laid["subtitle"] == "Bassin d’emploi de Tours · Année 2025"
    assert laid["sample"]


@pytest.mark.long
def test_a_report_reads_the_same_in_its_three_forms(report: Report) -> None:
    page, pdf = as_page(report), PdfReader(io.BytesIO(as_pdf(report)))
    read = " ".join(sheet.extract_text() for sheet in pdf.pages)
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(report)))
    for heading in HEADINGS:
        assert heading in page
        assert heading in read
    contacts = next(one for one in report.figures if one.indicator.id == "contacts")
    told = report.namer.result(contacts)
    assert told in page
    assert "".join(told.split()) in "".join(read.split())
    assert any(row[3] == contacts.value for row in book.worksheets[0].iter_rows(values_only=True))
    assert [sheet.title for sheet in book.worksheets] == [
        "Indicateurs",
        "Territoires",
        "Communes sans lieu",
        "Semaines courtes",
        "Label, 29 critères",
        "Définitions",
    ]


@pytest.mark.long
def test_the_pdf_is_for_everybody(report: Report) -> None:
    """PDF/UA: tagged, titled, in French."""
    pdf = PdfReader(io.BytesIO(as_pdf(report)))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert pdf.metadata
    assert pdf.metadata.title == "Bilan d’activité annuel – Bassin d’emploi de Tours · Année 2025"
    assert b"pdfuaid" in pdf.xmp_metadata.stream.get_data() if pdf.xmp_metadata else False


@pytest.mark.long
def test_a_region_is_consolidated_from_its_territories(steering: Steering) -> None:
    """NO15: the whole, then each of its parts, whose sum it is."""
    report = make_report(steering, "paca", year=2025, quarter=2, now=NOW)
    laid = paper(report)["territories"]["rows"]
    assert len(laid) == 21
    totals = [int("".join(filter(str.isdigit, row[1]))) for row in laid]
    assert totals[0] == sum(totals[1:])


@pytest.mark.long
def test_what_cannot_be_reported_is_said(steering: Steering) -> None:
    with pytest.raises(UnknownTerritory, match="paca/nice"):
        make_report(steering, "atlantide", year=2025, now=NOW)
    with pytest.raises(NothingPublished):
        make_report(steering, "tours", year=2026, now=NOW)


@pytest.mark.long
def test_a_report_holds_no_small_figure(report: Report) -> None:
    """L22b, on the laid-out report itself: no count from 1 to 4."""
    parts = [part for heading in paper(report)["headings"] for split in heading["splits"] for part in split["parts"]]
    assert {part["number"] for part in parts}.isdisjoint({"1", "2", "3", "4"})
    assert json.dumps(paper(report), ensure_ascii=False).count("n. c.")


def test_the_label_has_its_29_criteria_in_order() -> None:
    criteria = load_label()
    assert [one.number for one in criteria] == list(range(1, 30))
    known = {one.id for one in load_catalogue().indicators}
    assert {name for one in criteria for name in one.indicators} <= known


@pytest.mark.parametrize(
    ("met", "standing"),
    [
        ((True, True), Standing.MET),
        ((True, False), Standing.PARTLY),
        ((False, False), Standing.MISSED),
        ((None, None), Standing.COMMENT),
    ],
)
def test_a_criterion_stands_where_its_objectives_say(met: tuple[bool | None, ...], standing: Standing) -> None:
    figures = {f"x{n}": _figure(f"x{n}", one) for n, one in enumerate(met)}
    criterion = Criterion(number=1, text="Un critère qui se mesure.", indicators=tuple(figures), evidence="Mesures.")
    assert standing_of(criterion, figures) is standing


def _figure(name: str, met: bool | None) -> Figure:
    written = {
        "id": name,
        "label": "Une part",
        "heading": Heading.ACCESS,
        "from": "contacts",
        "by": "channel",
        "shape": "share",
        "share": ("web",),
        "better": "more",
        "text": "Critère",
    }
    value = None if met is None else 90.0 if met else 10.0
    return Figure(Indicator.model_validate(written), value, met is None, objective=50)


def test_every_text_that_figures_need_is_written() -> None:
    words = steering_words().texts
    for indicator in load_catalogue().indicators:
        for item in (*indicator.share, *indicator.without):
            assert f"item.{indicator.by}.{item}" in words
    assert {f"heading.{heading}" for heading in Heading} <= set(words)
