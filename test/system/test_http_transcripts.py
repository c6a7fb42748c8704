"""What README.md and docs/http.md show is what happens: each of their transcripts is run."""

from pathlib import Path

from transcript import check_page, play, scenes_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

PAGE = """
<!-- transcript: users -->
```console
$ curl -i localhost:8080/users -H 'Content-Type: application/json' \\
    -d '{"name": "Ada"}'
HTTP/1.1 201 Created
Content-Length: 58
Content-Type: application/json
Date: Tue, 24 Nov 2026 08:13:46 GMT
Vary: Prefer
X-Request-Id: 01a20c9e-3dbd-74c0-bc4c-a395db6f3b01

{"id":"01a20c9e-3dbd-89b4-95f2-41650bf53cc5","name":"Ada"}
```
"""


def test_transcripts_of_the_http_page():
    assert len([step for scene in scenes_of((DOCS / "http.md").read_text())
                for step in scene.steps]) >= 10
    differences = check_page(DOCS / "http.md")
    assert not differences, "\n".join(differences)


def test_transcript_of_the_first_page():
    assert [len(scene.steps) for scene in scenes_of((ROOT / "README.md").read_text())] == [1]
    differences = check_page(ROOT / "README.md")
    assert not differences, "\n".join(differences)


def test_what_is_right_passes():
    assert play(PAGE) == ([], PAGE)


def test_what_is_wrong_is_found():
    wrong = [
        PAGE.replace("201 Created", "200 OK"),
        PAGE.replace("Content-Length: 58", "Content-Length: 59"),
        PAGE.replace("Vary: Prefer\n", ""),
        PAGE.replace("Vary: Prefer\n", "Vary: Prefer\nServer: x\n"),
        PAGE.replace('"name":"Ada"}\n', '"name":"Eve"}\n'),
        PAGE.replace("X-Request-Id: 01a20c9e-3dbd-74c0-bc4c-a395db6f3b01", "X-Request-Id: 7"),
        # The id of the user is not that of the request.
        PAGE.replace("01a20c9e-3dbd-89b4-95f2-41650bf53cc5", "01a20c9e-3dbd-74c0-bc4c-a395db6f3b01"),
    ]
    for page in wrong:
        differences, written = play(page)
        assert len(differences) == 1
        assert play(written)[0] == [], "and what is written in its place is right"
