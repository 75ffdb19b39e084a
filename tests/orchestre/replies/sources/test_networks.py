"""Layouts of LinkedIn, Facebook, Instagram, X, Mastodon and a marketplace that the samples do not hold."""

import json
from io import BytesIO
from typing import Any

import pytest

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import read_file as read_stream
from orchestre.replies.sources import recognise
from orchestre.replies.sources.limits import Limits

ME = Me(frozenset({"Pauline Garnier"}))


def read(data: str | object, name: str = "file", **more: Any) -> list[Record]:
    text = data if isinstance(data, str) else json.dumps(data)
    return list(read_stream(BytesIO(text.encode("utf-8", "replace")), name=name, me=ME, **more))


def shown(records: list[Record]) -> list[object]:
    """The text of a reply, the reason of what is none, None for the owner's own."""
    return [
        one.text if isinstance(one, Reply) else one.code if isinstance(one, NoText | Unreadable) else None
        for one in records
    ]


def kind(data: str | object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return recognise(text.encode(), "file").format


# --- LinkedIn -----------------------------------------------------------------------------------------------------

FULL = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
ROW = 'c1,,Léo,https://www.linkedin.com/in/leo-fictif,Pauline Garnier,,2026-03-10 08:02:11 UTC,,"{}",INBOX'


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (FULL, ROW),
        (f"{FULL},ATTACHMENTS", ROW + ","),
        (f"{FULL},IS MESSAGE DRAFT,IS CONVERSATION ARCHIVED", ROW + ",No,No"),
        ("CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER", 'c1,Léo,P,2026-03-10 08:02:11 UTC,,"{}",INBOX'),
        ("From,To,Date,Subject,Content,Direction,Folder", 'Léo,P,2026-03-10 08:02:11 UTC,,"{}",INCOMING,INBOX'),
        ("DATE,CONTENT,SOMETHING NEW,FROM,CONVERSATION ID", '2026-03-10 08:02:11 UTC,"{}",x,Léo,c1'),
    ],
)
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("400 €/j", "400 €/j"),
        ("<p>400 €</p><p>dispo</p>", "400 €\n\ndispo"),
        ("400 €<br>dispo &amp; mobile", "400 €\ndispo & mobile"),
        ("x < 3 et y > 2", "x < 3 et y > 2"),
        ("a,\nb", "a,\nb"),
    ],
)
def test_messages_of_every_vintage(header: str, row: str, content: str, text: str) -> None:
    data = f"{header}\n{row.format(content)}\n"
    assert kind(data) == "linkedin"
    (reply,) = read(data)
    assert isinstance(reply, Reply)
    assert (reply.author, reply.text, reply.channel) == ("Léo", text, "linkedin")
    assert reply.posted_at == "2026-03-10T08:02:11+00:00"
    if "NEW" in header:
        assert reply.given["SOMETHING NEW"] == "x"


def test_resaved_with_semicolons_it_is_the_same_file() -> None:
    data = FULL.replace(",", ";") + "\n" + ROW.format("400 €").replace(",", ";")
    assert (kind(data), shown(read(data))) == ("linkedin", ["400 €"])


OWN_WORDS = "replies.linkedin_own_words"


@pytest.mark.parametrize(
    "data",
    [
        "Date,Link,Message\n2026-03-10 08:02:11,https://www.linkedin.com/feed/update/urn,Merci à tous\n",
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2026-03-10,https://l.example,Texte,,,MEMBER\n",
    ],
)
def test_files_of_own_words_say_so(data: str) -> None:
    (record,) = read(data)
    assert isinstance(record, Own)
    assert record.code == OWN_WORDS


def test_three_columns_that_anybody_has_are_not_taken_for_own_words() -> None:
    data = "Date,Link,Message\n2026-03-10,https://autre.exemple/1,400 €/j\n"
    assert (kind(data), shown(read(data))) == ("csv", ["400 €/j"])


def test_an_address_book_is_one_notice() -> None:
    notes = 'Notes:\n"When exporting your connection data, you may notice, that some are missing."\n\n'
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    data = notes + header + "".join(f"A{n},B,https://www.linkedin.com/in/a{n},,C,D,01 Mar 2026\n" for n in range(30))
    (record,) = read(data)
    assert isinstance(record, NoText)
    assert (record.code, record.values["count"]) == ("replies.contacts_only", 30)


@pytest.mark.parametrize(
    ("data", "author", "given"),
    [
        (
            "comment_text,comment_link,Profile_id,fname,lastName,Profile_link,Connection\n"
            "400 €/j,https://l.example/c,ACo1,Léo,Brun,https://www.linkedin.com/in/leo,2nd\n",
            "Léo Brun",
            {"author_id": "ACo1", "url": "https://www.linkedin.com/in/leo", "Connection": "2nd"},
        ),
        (
            "commenterName,commenterLinkedinUrl,commenterPosition,commentText,commentUrl,commentedAt,likes,replies,"
            "postUrl\nLéo Brun,https://www.linkedin.com/in/leo,Dev PHP | Lyon,400 €/j,,2026-03-10T07:11:00Z,1,0,\n",
            "Léo Brun",
            {"headline": "Dev PHP | Lyon", "url": "https://www.linkedin.com/in/leo", "likes": "1"},
        ),
        (
            '"commentText","authorName","authorHeadline","authorUrl","postedAt","likeCount","isReply","postUrl"\n'
            '"400 €/j","Léo Brun","Freelance","https://www.linkedin.com/in/leo","3 sem.","0","true",""\n',
            "Léo Brun",
            {"headline": "Freelance", "isReply": "true", "date": "3 sem."},
        ),
    ],
)
def test_the_three_shapes_of_scrapers(data: str, author: str, given: dict[str, str]) -> None:
    assert kind(data) == "linkedin"
    (reply,) = read(data)
    assert isinstance(reply, Reply)
    assert (reply.author, reply.text) == (author, "400 €/j")
    assert given.items() <= reply.given.items()


# --- Facebook and Instagram ---------------------------------------------------------------------------------------


def meta(*messages: dict[str, object]) -> dict[str, object]:
    rest = {"sender_name": "Pauline Garnier", "timestamp_ms": 1773684180000, "content": "Merci"}
    return {"participants": [{"name": "Zoé"}], "messages": [*messages, rest], "title": "x", "thread_path": "inbox/x_1"}


def as_meta(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Zoé a envoyé une pièce jointe.", "replies.attachment_only"),
        ("Zoé sent an attachment.", "replies.attachment_only"),
        ("A réagi ❤ à votre message", "replies.reaction_only"),
        ("Reacted 😂 to your message ", "replies.reaction_only"),
        ("Liked a message", "replies.reaction_only"),
        ("A aimé un message", "replies.reaction_only"),
        ("Zoé missed your call.", "replies.call_notice"),
        ("Zoé a manqué votre appel vidéo.", "replies.call_notice"),
        ("The video chat ended.", "replies.call_notice"),
        ("Zoé named the group Devs.", "replies.service_message"),
        ("Zoé a ajouté Ana au groupe.", "replies.service_message"),
        ("Zoé left the group.", "replies.service_message"),
        *(
            (said, said)
            for said in (
                "Sorry I missed your call, my rate is 40 €/h",
                "J'ai manqué votre appel, 400 €/j",
                "I sent an attachment with my prices",
                "Je vous ai envoyé une photo",
                "Zoé a envoyé une pièce jointe, c'est mon devis : 900 €",
                "called you",
                "J'ai réagi à votre message, dispo",
                "left the group",
            )
        ),
    ],
)
def test_what_the_network_writes_is_told_from_what_a_person_says(content: str, found: str) -> None:
    data = meta({"sender_name": as_meta("Zoé"), "timestamp_ms": 1773686400000, "content": as_meta(content)})
    assert shown(read(data)) == [found, None]


@pytest.mark.parametrize("part", ["photos", "videos", "audio_files", "files", "gifs", "sticker"])
def test_media_without_words_is_set_aside_and_own_media_is_own(part: str) -> None:
    media = {part: [{"uri": "x"}], "timestamp_ms": 1773686400000}
    assert shown(read(meta({"sender_name": "Zoé", **media}, {"sender_name": "Pauline Garnier", **media}))) == [
        "replies.attachment_only",
        None,
        None,
    ]
    assert shown(read(meta({"sender_name": "Zoé", "content": "400 €", **media}))) == ["400 €", None]


@pytest.mark.parametrize("text", ["400 €/j", "déjà", "Ã©", "日本", "naïve 🎉", "\u00e9", "a\u0080b"])
def test_each_string_is_mended_by_itself(text: str) -> None:
    for written in (as_meta(text), text):
        (reply, _) = read(meta({"sender_name": "Zoe", "timestamp_ms": 1773686400000, "content": written}))
        assert isinstance(reply, Reply)
        if written == as_meta(text) or text not in {"Ã©"}:
            assert reply.text == text


def test_encrypted_threads_have_other_names() -> None:
    message = {"isUnsent": False, "media": [], "reactions": [], "senderName": "Zoé", "text": "400 €", "type": "text"}
    unsent = message | {"isUnsent": True, "text": ""}
    picture = message | {"media": [{"uri": "./media/1.jpg"}], "text": ""}
    messages = [message | {"timestamp": 1773686400000}, unsent, picture]
    records = read({"participants": ["Zoé", "P"], "threadName": "Zoé_1", "messages": messages})
    assert shown(records) == ["400 €", "replies.message_deleted", "replies.attachment_only"]
    assert shown(read({"participants": ["Zoé"], "messages": [message], "threadName": "Zoé_1"})) == ["400 €"]
    assert records[0].posted_at == "2026-03-16T18:40:00+00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [
        {"comments_v2": [{"timestamp": 1, "data": [{"comment": {"timestamp": 1, "comment": "Merci"}}], "title": "x"}]},
        [{"media_list_data": [], "string_map_data": {"Comment": {"value": "x"}, "Time": {"timestamp": 1}}}],
        [{"media_list_data": [], "string_map_data": {"Commentaire": {"value": "x"}, "Heure": {"timestamp": 1}}}],
        {"comments_reels_comments": [{"string_map_data": {"Comment": {"value": "x"}, "Time": {"timestamp": 1}}}]},
    ],
)
def test_own_comments_are_own_words(data: object) -> None:
    assert kind(data) == "meta"
    (record,) = read(data)
    assert isinstance(record, Own)
    assert record.code == "replies.meta_own_words"


PAGE = """<html><head><title>Recherche</title></head><body><div role="main">
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">Agathe Lemaire</h2>
<div class="_3-95 _a6-p"><div><div></div><div>430 € HT &amp; frais<br />le 23 mars</div><div></div>
<ul class="_a6-q"><li>❤Zoé</li></ul></div></div><div class="_3-94 _a6-o">16 mars 2026 18:40:00</div></div>
<div class="pam _a6-g"><h2 class="_a6-h">Zoé</h2><div class="_a6-p"><div><img src="p.jpg"/></div></div>
<div class="_a6-o">Mar 16, 2026, 6:40 PM</div></div>
<div class="pam _a6-g"><h2 class="_a6-h">Pauline Garnier</h2><div class="_a6-p"><div>Merci</div></div>
<div class="_a6-o">Mar 16, 2026, 6:41 PM</div></div></div></body></html>"""


def test_a_thread_exported_as_a_page() -> None:
    records = read(PAGE, "message_1.html")
    assert shown(records) == ["430 € HT & frais\nle 23 mars", "replies.attachment_only", None]
    assert (records[0].author, records[0].posted_at) == ("Agathe Lemaire", "2026-03-16T18:40:00")  # type: ignore[union-attr]


# --- X ------------------------------------------------------------------------------------------------------------


def conversation(number: str, *messages: dict[str, object]) -> dict[str, object]:
    return {"dmConversation": {"conversationId": number, "messages": list(messages)}}


def direct(sender: str, text: str, **more: object) -> dict[str, object]:
    return {"messageCreate": {"senderId": sender, "text": text, "id": f"{sender}{text}", "urls": [], **more}}


@pytest.mark.parametrize(
    "prefix", ["window.YTD.direct_messages.part0 = ", "window.YTD.direct_message_group.part12=", ""]
)
def test_direct_messages_with_every_prefix(prefix: str) -> None:
    data = prefix + json.dumps([conversation("1-2", direct("2", "400 &lt; 500 €"))])
    assert (kind(data), shown(read(data))) == ("x", ["400 < 500 €"])


def test_the_owner_is_the_number_of_all_conversations() -> None:
    two = [conversation("1-2", direct("2", "a"), direct("1", "b")), conversation("1-3", direct("1", "c"))]
    assert shown(read(two)) == ["a", None, None]
    assert shown(read(two[:1])) == ["a", "b"]  # one conversation does not tell whose it is


@pytest.mark.parametrize(
    "data",
    [
        'window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x"}}]',
        'window.YTD.tweet.part1 = [{"id_str": "1", "full_text": "x"}]',
        'Grailbird.data.tweets_2016_01 = [{"id_str": "1", "text": "x"}]',
        'window.YTD.note_tweet.part0 = [{"noteTweet": {"noteTweetId": "1"}}]',
        '[{"tweet": {"id_str": "1", "full_text": "x"}}]',
    ],
)
def test_posts_are_own_words(data: str) -> None:
    (record,) = read(data)
    assert isinstance(record, Own)
    assert record.code == "replies.x_own_words"


def test_any_other_part_is_one_notice() -> None:
    data = 'window.YTD.follower.part0 = [{"follower": {"accountId": "1"}}, {"follower": {"accountId": "2"}}]'
    (record,) = read(data)
    assert isinstance(record, NoText)
    assert (record.code, record.values["count"]) == ("replies.x_no_messages", 2)


def test_messages_behind_a_broken_passage_are_found_again() -> None:
    good = json.dumps(
        [conversation("1-2", direct("2", "a"), direct("2", "b")), conversation("1-3", direct("3", "c"))], indent=1
    )
    broken = good.replace('"text": "a"', '"text": oops')
    assert shown(read("window.YTD.direct_messages.part0 = " + broken)) == ["replies.json_line_invalid", "b", "c"]


# --- Mastodon -----------------------------------------------------------------------------------------------------


def post(content: str, **more: object) -> dict[str, object]:
    account = {"id": "1", "acct": "lou@l.example", "display_name": "Lou", "url": "https://l.example/@lou"}
    return {"id": "5", "created_at": "2026-04-20T14:40:22.000Z", "content": content, "account": account, **more}


def thread(*posts: dict[str, object]) -> dict[str, object]:
    return {"ancestors": [], "descendants": list(posts)}


MENTION = '<span class="h-card"><a href="https://m.example/@{0}" class="u-url mention">@<span>{0}</span></a></span> '


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>400&nbsp;€/j &amp; &lt;3</p>", "400\u00a0€/j & <3"),
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        (f"<p>{MENTION.format('a')}{MENTION.format('b')}oui</p>", "oui"),
        (f"<p>oui {MENTION.format('a')}</p>", "oui @a"),
        ('<p><a class="mention hashtag" href="https://m.example/tags/seo">#<span>seo</span></a> oui</p>', "#seo oui"),
        (
            '<a href="https://a.example/b"><span class="invisible">https://</span><span>a.example/b</span></a>',
            "https://a.example/b",
        ),
        ("<ul><li>un</li><li>deux</li></ul>", "- un\n\n- deux"),
        ("<p>avant<script>alert(1)</script></p>", "avant"),
        ("plain text, no tag", "plain text, no tag"),
    ],
)
def test_html_becomes_words(content: str, text: str) -> None:
    (reply,) = read(thread(post(content)))
    assert isinstance(reply, Reply)
    assert reply.text == text


def test_somebody_called_in_stays_when_the_file_tells_who_is_of_the_thread() -> None:
    said = f"<p>{MENTION.format('atelier')}{MENTION.format('ana')}fait ça</p>"
    mentions = [
        {"id": "9", "acct": "atelier", "username": "atelier", "url": "https://m.example/@atelier"},
        {"id": "8", "acct": "ana", "username": "ana", "url": "https://m.example/@ana"},
    ]
    one = post(said, mentions=mentions, in_reply_to_account_id="9")
    assert shown(read(thread(one))) == ["@ana fait ça"]
    ana = post("<p>oui</p>") | {"id": "4", "account": {"id": "8", "acct": "ana", "url": "https://m.example/@ana"}}
    assert shown(read(thread(ana, one))) == ["oui", "fait ça"]


def test_the_post_itself_tells_who_the_owner_is() -> None:
    owner = {"id": "1", "acct": "lou@l.example", "url": "https://l.example/@lou"}
    assert shown(read({"status": {"id": "1", "account": owner}, **thread(post("<p>merci</p>"))})) == [None]


def test_a_warning_is_kept_and_speaks_where_nothing_else_does() -> None:
    (one, other) = read(thread(post("<p>x</p>", spoiler_text="pub"), post("", spoiler_text="je suis dispo")))
    assert isinstance(one, Reply)
    assert isinstance(other, Reply)
    assert (one.given["content_warning"], other.text) == ("pub", "je suis dispo")


def test_the_archive_holds_own_words_and_an_empty_thread_nothing() -> None:
    box = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "orderedItems": [{"a": 1}]}
    (record,) = read(box)
    assert isinstance(record, Own)
    assert record.code == "replies.mastodon_own_words"
    assert read(thread()) == []
    assert shown(read([post("<p>oui</p>")])) == ["oui"]


# --- Marketplace --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bid", "price"),
    [
        (
            {"terms": "Fixed", "hourlyChargeRate": {"amount": 900, "currencyCode": "USD"}, "fixedChargeAmount": 900},
            "900 USD forfait",
        ),
        (
            {"terms": "Hourly", "hourlyChargeRate": {"amount": 30, "currencyCode": "USD"}, "fixedChargeAmount": 30},
            "30 USD/h",
        ),
        (
            {"terms": {"type": "fixed-price"}, "hourlyChargeRate": {"amount": 900, "currencyCode": "EUR"}},
            "900 EUR forfait",
        ),
        ({"hourlyChargeRate": {"amount": 900, "currencyCode": "USD"}, "fixedChargeAmount": 900}, "900 USD forfait"),
        ({"hourlyChargeRate": {"amount": 30.5, "currencyCode": "USD"}, "fixedChargeAmount": 0}, "30.50 USD/h"),
        (
            {"terms": "Fixed", "fixedChargeAmount": {"amount": "1,200.00", "currencyCode": "GBP"}},
            "1,200.00 GBP forfait",
        ),
        ({"terms": "Hourly", "hourlyChargeRate": {"amount": 0, "currencyCode": "USD"}}, None),
        ({"terms": "Hourly", "hourlyChargeRate": None, "profile": {"hourlyRate": {"amount": 40}}}, None),
    ],
)
def test_the_terms_decide_what_the_amount_is_for(bid: dict[str, object], price: str | None) -> None:
    for data in ([{"coverLetter": "Hello", **bid}], {"applications": [{"coverLetter": "Hello", **bid}]}):
        (reply,) = read(data)
        assert isinstance(reply, Reply)
        assert reply.given.get("price") == price


def test_answers_go_to_the_letter_of_the_same_person() -> None:
    items = [
        {"applicantId": "1", "coverLetter": "", "questionAnswers": {"Years?": "5"}},
        {"applicantId": "1", "coverLetter": "Hello", "terms": "Fixed"},
        {"applicantId": "2", "coverLetter": "", "questionAnswers": {"Years?": "6"}},
    ]
    lines = "\n".join(map(json.dumps, items))
    for data in (json.dumps(items), json.dumps({"data": {"list": items}}), lines):
        assert kind(data) == "marketplace"
        assert shown(read(data)) == ["replies.joined_to_letter", "Hello\n\n> Years?\n5", "> Years?\n6"]


def test_earnings_and_hours_of_a_profile_are_no_price() -> None:
    header = "headline,skills,hourly rate,total_earnings,hours worked,description,url"
    (one, other) = read(f"{header}\nDev,PHP,45,$10k+,900,Sites.,https://u.example/1\nDev,PHP,,$9k,1,Shops.,\n")
    assert isinstance(one, Reply)
    assert isinstance(other, Reply)
    assert (one.given["price"], one.given["total_earnings"], one.given["url"]) == (
        "45/h",
        "$10k+",
        "https://u.example/1",
    )
    assert "price" not in other.given


# --- Limits -------------------------------------------------------------------------------------------------------


def test_one_enormous_text_is_set_aside_with_its_beginning_in_every_network() -> None:
    huge = "mot " * 40_000
    files: list[object] = [
        meta({"sender_name": "Zoé", "timestamp_ms": 1773686400000, "content": huge}),
        [conversation("1-2", direct("2", huge))],
        thread(post(f"<p>{huge}</p>")),
        [{"coverLetter": huge, "terms": "Fixed"}],
        f"{FULL}\n{ROW.format(huge)}\n",
        PAGE.replace("Merci", "x").replace("430 €", huge),
    ]
    for data in files:
        assert "replies.cell_too_long" in shown(read(data, limits=Limits())), kind(data)
