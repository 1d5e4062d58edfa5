# geomap: `make map` runs the main job on the bundled reports, `make test` runs every check and test.
# Both set up what they need; see .ci/setup.

VENV := .venv
RUN := $(VENV)/bin

.PHONY: map test check format lock benchmark pictures clean

map: $(VENV)/ready-run
	$(RUN)/geomap map --bundled --title "Sample reports from the disputed territories" \
	  -o outputs/map.html --data outputs/incidents.geojson

test: $(VENV)/ready-test
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy
	$(RUN)/python -m geomap.maps.build --check
	$(RUN)/pytest --numprocesses=auto

format: $(VENV)/ready-test
	$(RUN)/ruff check --fix
	$(RUN)/ruff format

lock: $(VENV)/ready-test
	.ci/lock

benchmark: $(VENV)/ready-test
	$(RUN)/python benchmarks/pipeline.py
	$(RUN)/python benchmarks/throughput.py
	$(RUN)/python benchmarks/gazetteer.py
	$(RUN)/python benchmarks/phrases.py
	$(RUN)/python benchmarks/conflation.py
	$(RUN)/python benchmarks/merging.py
	$(RUN)/python benchmarks/maps.py
	$(RUN)/python benchmarks/quality.py
	$(RUN)/python benchmarks/judges.py
	$(RUN)/python benchmarks/calibration.py measure
	$(RUN)/python benchmarks/confidence.py measure
	$(RUN)/python benchmarks/rules.py --write docs/rules.md

pictures: $(VENV)/ready-test
	$(RUN)/python docs/pictures.py

clean:
	rm -rf $(VENV) geomap/maps/page/node_modules geomap/maps/page/dist

$(VENV)/ready-run: .ci/setup .ci/requirements-run.txt pyproject.toml
	.ci/setup run

$(VENV)/ready-test: .ci/setup .ci/requirements-test.txt pyproject.toml
	.ci/setup test
