"""The message that leads to the curation page."""

from bot.views.review.page_link import link_message
from bot.views.words import words

SAY = words("en")


def test_without_an_address_it_says_who_can_help() -> None:
    message = link_message(SAY, None, "link.1")
    assert "PAGE_URL" in message.html
    assert message.keyboard == ()


def test_on_this_machine_the_browser_opens_it() -> None:
    message = link_message(SAY, "http://127.0.0.1:9", "link.1")
    assert [one.url for row in message.keyboard for one in row] == [
        "http://127.0.0.1:9/enter?link.1"
    ]


def test_by_https_telegram_opens_it_too() -> None:
    message = link_message(SAY, "https://quiz.example/drafts", "link.1")
    (app,), (browser,) = message.keyboard
    assert (app.web_app, app.url) == ("https://quiz.example/drafts/app", None)
    assert browser.url == "https://quiz.example/drafts/enter?link.1"
