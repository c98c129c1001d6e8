"""What is loaded and saved without a touch comes back as it was: every form, every graph."""

from pathlib import Path

from tests.console.installed import ROOT, Installed
from tests.console.node import catalog_of, node


def test_every_form_gives_back_what_it_was_given(shop: Installed, tmp_path: Path) -> None:
    built = node("vite", "build", "--ssr", "scripts/round_trip_forms.ts", "--outDir", tmp_path)
    assert built.returncode == 0, built.stderr.decode()
    done = node("node", tmp_path / "round_trip_forms.js", given=catalog_of(shop))
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


def test_every_graph_of_a_workflow_comes_back_as_it_was(shop: Installed, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.json"
    catalog.write_bytes(catalog_of(shop))
    shipped = sorted((ROOT / "examples" / "workflows").glob("*.json"))
    done = node("node", "scripts/round_trip_graphs.mjs", catalog, *shipped)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
