"""The console as who opens it in a browser sees it."""

import json
import re
import signal
import subprocess

import pytest

from browser_pages import TimedOut, browser, expect  # noqa: F401
from console_client import console_url as base_url
from echo_process import FAILS, Echo
from users_process import JSON, Users, eventually

PLACES = ["#/", "#/requests", "#/topics", "#/topics/users.requests", "#/dead-letters", "#/lost"]


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    with Users(tmp_path_factory.mktemp("users") / "data") as users:
        assert users.post("First").status == 201
        yield users
        users.stop()


def row_of(page, request_id):
    return page.locator("tbody tr", has=page.get_by_role("link", name=request_id))


def chip(page, state):
    return page.get_by_role("button", name=re.compile(f"^{state} "))


def test_requests_appear_as_they_come_and_lead_to_their_way(browser, users):  # noqa: F811
    with browser.page(base_url(users), "#/requests") as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("Requests")
        expect(page.get_by_role("status").filter(has_text="live")).to_be_visible()
        created, refused = users.post("Ada"), users.post("Ada")
        assert (created.status, refused.status) == (201, 409)
        row = row_of(page, created.request_id)
        expect(row).to_contain_text("succeeded")
        expect(row).to_contain_text("UserCreated")
        expect(row).to_contain_text("201")
        expect(row_of(page, refused.request_id)).to_contain_text("refused")
        # The newest is on top.
        expect(page.locator("tbody tr").first).to_contain_text(refused.request_id)

        page.get_by_role("link", name=created.request_id).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(created.request_id)
        stages = page.get_by_role("region", name="Stages").locator("tbody th")
        expect(stages).to_have_text(["accepted", "logged", "attempted", "published", "deadline"])
        values = page.locator("pre.value")
        expect(values).to_have_count(2)
        expect(values.first).to_have_text(re.compile(r'^\{\s+"name": "Ada"\s+\}$'))
        expect(page.get_by_role("img", name=re.compile("accepted"))).to_be_visible()
        assert created.request_id in page.title()


def test_original_request_is_copied_for_a_shell(browser, users):  # noqa: F811
    name = "it's \"quoted\" $(id)"
    created = users.post(name, "/users")
    permissions = ["clipboard-read", "clipboard-write"]
    with browser.page(base_url(users), f"#/requests/{created.request_id}",
                      permissions=permissions) as page:
        page.get_by_role("button", name="Copy as curl").click()
        expect(page.get_by_text("Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("curl ")
    assert f"http://127.0.0.1:{users.port}/users" in copied
    assert json.dumps({"name": name}).replace("'", "'\\''") in copied


def test_what_is_asked_for_stands_in_the_address(browser, users):  # noqa: F811
    created = users.post("Grace")
    refused = users.post("Grace")
    with browser.page(base_url(users), "#/requests") as page:
        expect(row_of(page, created.request_id)).to_be_visible()
        chip(page, "refused").click()
        expect(page).to_have_url(re.compile("state=refused"))
        expect(row_of(page, refused.request_id)).to_be_visible()
        expect(row_of(page, created.request_id)).to_have_count(0)
        page.get_by_label("Find").fill("userduplicated")
        expect(page).to_have_url(re.compile("text=userduplicated"))

        page.reload()
        expect(chip(page, "refused")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_label("Find")).to_have_value("userduplicated")
        expect(row_of(page, refused.request_id)).to_be_visible()
        expect(row_of(page, created.request_id)).to_have_count(0)

        page.get_by_label("Find").fill("no such thing")
        expect(page.get_by_text("None of the requests kept is like that.")).to_be_visible()


def test_whole_id_leads_to_its_request_and_an_unknown_one_is_said_so(browser, users):  # noqa: F811
    created = users.post("Alan")
    with browser.page(base_url(users), "#/requests", server_goes_away=True) as page:
        page.get_by_label("Find").fill(created.request_id)
        page.get_by_label("Find").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(created.request_id)
        page.get_by_role("link", name="Requests", exact=True).click()
        # Of the same millisecond, and of nobody.
        page.get_by_label("Find").fill(created.request_id[:-4] + "ffff")
        page.get_by_label("Find").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("The log has no request of this id")


def test_paused_list_stands_still(browser, users):  # noqa: F811
    with browser.page(base_url(users), "#/requests") as page:
        first = users.post("Pausing")
        expect(row_of(page, first.request_id)).to_be_visible()
        page.get_by_role("button", name="Pause").click()
        second = users.post("Unseen")
        expect(page.get_by_text(re.compile(r"^Paused: [1-9]\d* newer snapshots? passed")).first
               ).to_be_visible()
        expect(row_of(page, second.request_id)).to_have_count(0)
        page.get_by_role("button", name="Pause").click()
        expect(row_of(page, second.request_id)).to_be_visible()


def test_messages_and_their_live_tail(browser, users):  # noqa: F811
    with browser.page(base_url(users), "#/topics") as page:
        page.get_by_role("link", name="users.requests", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("users.requests")
        expect(page.locator("tbody tr").first).to_contain_text("HTTPRequestReceived")
        page.get_by_role("button", name="Live tail").click()
        expect(page.get_by_text(re.compile("^Live, "))).to_be_visible()
        # The server's side of it stands when its stream has begun to tell.
        created = eventually(lambda: _tailed(page, users), "a message comes by the tail")
        page.locator("tbody tr", has_text=created).get_by_role("button").click()
        expect(page).to_have_url(re.compile(r"at=0(%3A|:|%2F|/)\d+"))
        expect(page.locator("pre.value")).to_contain_text(created)
        headers = page.get_by_role("region", name=re.compile("^Headers of users.requests"))
        expect(headers).to_contain_text("ce_httproute")
        page.get_by_role("button", name="Live tail").click()
        expect(page.get_by_text(re.compile("^The tail is stopped"))).to_be_visible()
        expect(page.locator("tbody tr", has_text=created).first).to_be_visible()


def _tailed(page, users, names=iter(range(1000))):
    """Creates somebody, and gives the name if the tail shows it soon."""
    name = f"Tailed {next(names)}"
    users.post(name)
    try:
        page.locator("tbody tr", has_text=name).wait_for(timeout=2000)
    except TimedOut:
        return None
    return name


def test_text_is_looked_for_in_messages(browser, users):  # noqa: F811
    users.post("Needle in the haystack")
    with browser.page(base_url(users), "#/topics/users.requests?text=Needle%20in") as page:
        expect(page.get_by_label("Find")).to_have_value("Needle in")
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody tr")).to_contain_text("Needle in the haystack")


def test_markup_of_others_is_text(browser, users):  # noqa: F811
    markup = "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>"
    created = users.post(markup)
    with browser.page(base_url(users), f"#/requests/{created.request_id}") as page:
        expect(page.locator("pre.value").first).to_contain_text(markup)
        assert page.locator("main img[src=x]").count() == 0
        assert page.locator("main script").count() == 0
        assert "taken" not in page.title()


def test_overview_says_how_it_goes(browser, users):  # noqa: F811
    with browser.page(base_url(users)) as page:
        main = page.locator("main")
        expect(main).to_contain_text("POST /users")
        expect(main).to_contain_text(f"http://127.0.0.1:{users.port}")
        answered = int(users.ask_admin("/console/api/overview").json["gateway"]["answered"])
        users.post("Counted")
        expect(page.locator("dl.numbers div", has_text="Answered")).to_contain_text(
            f"{answered + 1:,}"
        )
        expect(page.get_by_role("img", name=re.compile("second"))).to_be_visible()


def test_first_request_is_shown_to_who_has_none(browser, tmp_path):  # noqa: F811
    with Users(tmp_path / "data") as users:
        with browser.page(base_url(users)) as page:
            command = page.get_by_role("region", name="Command").inner_text()
            shown = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
            assert "201 Created" in shown.stdout
            expect(page.get_by_text("Send the first request")).to_have_count(0)
        users.stop()


def test_dead_letters_stand_with_their_cause(browser, tmp_path):  # noqa: F811
    with Echo(tmp_path) as echo:
        failed = echo.request("POST", "/echo", json.dumps({"ask": FAILS}), JSON)
        assert failed.status == 500
        with browser.page(base_url(echo), "#/dead-letters") as page:
            card = page.locator("section", has_text="the moon is full")
            expect(card).to_contain_text("Attempts")
            expect(card).to_contain_text("5")
            card.get_by_role("link", name=failed.request_id).click()
            expect(page.locator(".summary")).to_contain_text("failed")
            stages = page.get_by_role("region", name="Stages").locator("tbody th")
            expect(stages.filter(has_text="given up")).to_have_count(1)
        echo.stop()


def test_thousand_requests_stay_two_hundred_rows(browser, users):  # noqa: F811
    before = _kept(users)
    with browser.page(base_url(users), "#/requests") as page:
        expect(page.locator("tbody tr").first).to_be_visible()
        connection = users.connect()
        for number in range(1000):
            connection.request("POST", "/", json.dumps({"name": f"Number {number}"}), JSON)
            assert connection.getresponse().read() is not None
        connection.close()
        expect(page.get_by_text(re.compile("the newest 200 are shown")).first).to_be_visible()
        eventually(lambda: _number(page.locator(".chip", has_text="all").inner_text()) >= 1000,
                   "all are counted")
        assert page.locator("tbody tr").count() == 200
        # The page still answers.
        page.get_by_label("Find").fill("UserCreated")
        expect(page).to_have_url(re.compile("text=UserCreated"))
    assert _kept(users) >= before


def _kept(users):
    return users.ask_admin("/console/api/overview").json["gateway"]["accepted"]


def _number(text):
    return int(re.sub(r"\D", "", text) or 0)


def test_page_comes_back_with_its_server(browser, tmp_path):  # noqa: F811
    with Users(tmp_path / "data") as users:
        url = base_url(users)
        place = re.search(r"http://([^/]+)/", url)[1]
        first = users.post("Before")
        with browser.page(url, "#/requests", server_goes_away=True) as page:
            expect(row_of(page, first.request_id)).to_be_visible()
            users.signal(signal.SIGKILL)
            users.wait()
            expect(page.get_by_text("reconnecting …")).to_be_visible()
            expect(row_of(page, first.request_id)).to_be_visible()
            with Users(tmp_path / "data", "--admin", place) as again:
                expect(page.get_by_text("The server was restarted")).to_be_visible()
                second = again.post("After")
                expect(row_of(page, second.request_id)).to_be_visible()
                expect(row_of(page, first.request_id)).to_be_visible()
                again.stop()


def test_everything_is_reached_by_the_keyboard(browser, users):  # noqa: F811
    created = users.post("Keys")
    with browser.page(base_url(users), "#/") as page:
        focused = page.locator(":focus")
        page.keyboard.press("Tab")
        expect(focused).to_have_text("To the content")
        page.keyboard.press("Enter")
        expect(focused).to_have_text("Overview")  # The heading.
        page.keyboard.press("Shift+Tab")
        _tab_to(page, "Requests")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Requests")
        expect(focused).to_have_text("Requests")
        expect(row_of(page, created.request_id)).to_be_visible()
        page.get_by_role("button", name="Pause").press("Space")  # So that the rows stand still.
        _tab_to(page, created.request_id)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(created.request_id)


def _tab_to(page, text):
    """Goes forward, or round, until the focus is on what has exactly this text."""
    for _ in range(300):
        if page.locator(":focus").all_inner_texts() == [text]:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {text}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_can_be_read_by_everybody(browser, users, scheme, width):  # noqa: F811
    created = users.post(f"Read {scheme} {width}")
    # A value that is long, and a message that is open.
    users.post("x" * 200)
    for place in [*PLACES, f"#/requests/{created.request_id}",
                  "#/topics/users.requests?at=0%3A0&tail=1"]:
        with browser.page(base_url(users), place, color_scheme=scheme,
                          viewport={"width": width, "height": 800}) as page:
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_text("live", exact=True)).to_be_visible()
            page.wait_for_load_state("load")
            eventually(lambda: page.get_by_text("Asking the log").count() == 0, "it is loaded")
            assert browser.accessibility(page) == [], place
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{place} is {wide} wide"


def test_colours_are_chosen_and_kept(browser, users):  # noqa: F811
    with browser.page(base_url(users), color_scheme="light") as page:
        background = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(background)
        page.get_by_label("Colour scheme").select_option("dark")
        eventually(lambda: page.evaluate(background) != light, "it is dark")
        page.reload()
        expect(page.get_by_label("Colour scheme")).to_have_value("dark")
        assert page.evaluate(background) != light
