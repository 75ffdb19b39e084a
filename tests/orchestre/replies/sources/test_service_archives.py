"""One invented archive of each service, in the layout the service gives it: what is read, what is the owner's, what is
left out. `me` is never given: the archive says whose it is, where the service does."""

# ruff: noqa: E501 - a case is one line

import json
import zipfile
from io import BytesIO

import pytest

from orchestre.replies.reply import Own, Record, Reply
from orchestre.replies.sources import preview, read_file


def archive(entries: dict[str, object]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            written = content if isinstance(content, str | bytes) else json.dumps(content)
            file.writestr(name, written)
    return out.getvalue()


def shown(record: Record) -> str:
    return (
        record.text
        if isinstance(record, Reply)
        else "own"
        if isinstance(record, Own)
        else record.code.removeprefix("replies.")
    )


def found_in(entries: dict[str, object]) -> dict[str, list[str]]:
    """What each file of the archive gave."""
    found: dict[str, list[str]] = {}
    data = archive(entries)
    for record in read_file(BytesIO(data), name="a.zip"):
        found.setdefault(record.source.file.removeprefix("a.zip/"), []).append(shown(record))
    preview(BytesIO(data), name="a.zip")
    return found


LINKEDIN_MESSAGES = """CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT
1,,Léo Roux,https://www.linkedin.com/in/leo,Pauline Garnier,,2026-03-10 08:02:11 UTC,,"430 € par jour",INBOX,,No
1,,Pauline Garnier,https://www.linkedin.com/in/pauline,Léo Roux,,2026-03-10 09:02:11 UTC,,"Merci !",INBOX,,No
"""
INVITATIONS = 'From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nAna Petit,Pauline Garnier,"3/9/26, 9:05 AM",Je fais ce type d\'audit,INCOMING,https://a,https://b\n'
PROFILE = "First Name,Last Name,Maiden Name,Address\nPauline,Garnier,,Rouen\n"


def as_bytes(text: str) -> str:
    """Each UTF-8 byte as one character, as Meta writes."""
    return text.encode().decode("latin-1")


def meta_page(*said: tuple[str, str]) -> str:
    blocks = "".join(
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_2ph_ _a6-h _a6-i">{name}</div>'
        f'<div class="_2ph_ _a6-p"><div><div></div><div>{text}</div><div></div></div></div>'
        f'<div class="_3-94 _a6-o">10 mars 2026 08:02</div></div>'
        for name, text in said
    )
    return f'<html><head><title>Léo</title><style>p {{}}</style></head><body class="_5vb_"><div class="_a706" role="main">{blocks}</div></body></html>'


THREAD = {
    "participants": [{"name": as_bytes("Zoé Prévost")}, {"name": "Pauline Garnier"}],
    "messages": [
        {"sender_name": as_bytes("Zoé Prévost"), "timestamp_ms": 1773686400000, "content": as_bytes("380 €/j")},
        {"sender_name": "Pauline Garnier", "timestamp_ms": 1773684180000, "content": "Merci"},
    ],
}
FACEBOOK_PROFILE = {
    "profile_v2": {"name": {"full_name": "Pauline Garnier", "first_name": "Pauline"}, "emails": {"emails": []}}
}
INSTAGRAM_PROFILE = {
    "profile_user": [
        {
            "title": "",
            "string_map_data": {
                "Nom d’utilisateur".encode().decode("latin-1"): {"value": "pauline.g"},
                "Nom": {"value": "Pauline Garnier"},
            },
        }
    ]
}
X_MESSAGES = 'window.YTD.direct_messages.part0 = [{"dmConversation": {"conversationId": "1000-2000", "messages": [{"messageCreate": {"senderId": "2000", "id": "9", "text": "TJM 400", "createdAt": "2026-03-09T10:15:00.000Z"}}, {"messageCreate": {"senderId": "1000", "id": "8", "text": "Votre prix ?", "createdAt": "2026-03-09T10:14:00.000Z"}}]}}]'
X_ACCOUNT = 'window.YTD.account.part0 = [ {"account" : {"email" : "p@x.exemple", "username" : "pauline_g", "accountId" : "1000", "accountDisplayName" : "Pauline"}} ]'
TELEGRAM = {
    "about": "…",
    "personal_information": {"user_id": 77, "first_name": "Pauline", "last_name": "Garnier", "phone_number": "+33 6"},
    "chats": {"about": "…", "list": [{"name": "Devis", "type": "private_group", "id": 5, "messages": [
        {"id": 1, "type": "service", "date": "2026-03-09T10:00:00", "actor": "Pauline Garnier", "actor_id": "user77", "action": "create_group"},
        {"id": 2, "type": "message", "date": "2026-03-09T10:01:00", "from": "Léo", "from_id": "user8", "text": "450 € par jour"},
        {"id": 3, "type": "message", "date": "2026-03-09T10:02:00", "from": "P.", "from_id": "user77", "text": "Merci"},
        {"id": 4, "type": "message", "date": "2026-03-09T10:03:00", "from": "P.", "from_id": "user77", "photo": "a.jpg", "text": ""},
    ]}]},
}  # fmt: skip
WHATSAPP = "12/03/2026, 14:02 - Les messages et les appels sont chiffrés de bout en bout.\n12/03/2026, 14:03 - Léo: 450 € par jour\n12/03/2026, 14:04 - Léo: IMG-20260312-WA0001.jpg (fichier joint)\n"
MBOX = "From a@b.exemple Mon Jun 15 07:20:00 2026\nFrom: Ana <ana@b.exemple>\nMessage-ID: <1@b>\nDate: Mon, 15 Jun 2026 09:20:00 +0200\n{labels}\n{text}\n\n"

CASES = {
    "LinkedIn, whole": (
        {"messages.csv": LINKEDIN_MESSAGES, "Invitations.csv": INVITATIONS, "Profile.csv": PROFILE, "Connections.csv": "Notes:\n\nFirst Name,Last Name,URL\nA,B,c\n", "Comments.csv": "Date,Link,Message\n2026-03-01,https://www.linkedin.com/feed/1,moi\n", "Shares.csv": "Date,ShareLink,ShareCommentary\n2026-03-01,x,y\n", "Rich_Media.csv": "Date/Time,Type\n1,2\n", "Jobs/Job Applications.csv": "a,b\n1,2\n"},
        {"messages.csv": ["430 € par jour", "own"], "Invitations.csv": ["Je fais ce type d'audit"], "Comments.csv": ["own"], "Shares.csv": ["own"]},
    ),
    "LinkedIn, basic, in a folder": (
        {"Basic_LinkedInDataExport_11-22-2026/messages.csv": LINKEDIN_MESSAGES, "Basic_LinkedInDataExport_11-22-2026/Profile.csv": PROFILE},
        {"Basic_LinkedInDataExport_11-22-2026/messages.csv": ["430 € par jour", "own"]},
    ),
    "Facebook, as JSON": (
        {"your_facebook_activity/messages/inbox/zoe_1/message_1.json": THREAD, "your_facebook_activity/messages/inbox/zoe_1/photos/1.jpg": b"\xff\xd8", "your_facebook_activity/comments_and_reactions/comments.json": {"comments_v2": [{"timestamp": 1}]}, "personal_information/profile_information/profile_information.json": FACEBOOK_PROFILE, "connections/friends/your_friends.json": {"friends_v2": []}},
        {"your_facebook_activity/messages/inbox/zoe_1/message_1.json": ["380 €/j", "own"], "your_facebook_activity/comments_and_reactions/comments.json": ["own"], "your_facebook_activity/messages/inbox/zoe_1/photos/1.jpg": ["member_media"]},
    ),
    "Facebook, as pages": (
        {"your_facebook_activity/messages/inbox/zoe_1/message_1.html": meta_page(("Zoé Prévost", "380 €/j &amp; frais"), ("Zoé Prévost", "À lundi")), "start_here.html": "<html><body>Menu</body></html>", "your_facebook_activity/comments_and_reactions/comments.html": "<html>"},
        {"your_facebook_activity/messages/inbox/zoe_1/message_1.html": ["380 €/j & frais", "À lundi"], "your_facebook_activity/comments_and_reactions/comments.html": ["own"]},
    ),
    "pages of threads alone": (
        {"zoe/message_1.html": meta_page(("Zoé Prévost", "380 €/j")), "zoe/page.html": "<html><body><p>TJM 500 €</p></body></html>"},
        {"zoe/message_1.html": ["380 €/j"], "zoe/page.html": ["member_page"]},
    ),
    "Instagram": (
        {"your_instagram_activity/messages/inbox/zoe_1/message_1.json": THREAD, "your_instagram_activity/messages/inbox/zoe_1/message_2.json": THREAD, "personal_information/personal_information/personal_information.json": INSTAGRAM_PROFILE, "your_instagram_activity/comments/post_comments_1.json": [{"string_map_data": {"Comment": {"value": "x"}}}], "media/posts/1.jpg": b"\xff\xd8"},
        {"your_instagram_activity/messages/inbox/zoe_1/message_1.json": ["380 €/j", "own"], "your_instagram_activity/messages/inbox/zoe_1/message_2.json": ["380 €/j", "own"], "your_instagram_activity/comments/post_comments_1.json": ["own"], "media/posts/1.jpg": ["member_media"]},
    ),
    "X": (
        {"Your archive.html": "<html>", "data/account.js": X_ACCOUNT, "data/direct-messages.js": X_MESSAGES, "data/tweets.js": 'window.YTD.tweets.part0 = [{"tweet": {"full_text": "x"}}]', "data/like.js": "window.YTD.like.part0 = []", "assets/x.js": "var a"},
        {"data/direct-messages.js": ["TJM 400", "own"], "data/tweets.js": ["own"]},
    ),
    "Mastodon": (
        {"actor.json": {"type": "Person"}, "outbox.json": {"type": "OrderedCollection", "orderedItems": []}, "likes.json": {}, "media_attachments/1.png": b"x"},
        {"outbox.json": ["own"], "media_attachments/1.png": ["member_media"]},
    ),
    "Discord": (
        {"Messages/index.json": {"1": "x"}, "Account/user.json": {"id": "1"}, "Messages/c1/channel.json": {"id": "1"}, "Messages/c1/messages.json": [{"ID": 1, "Timestamp": "2026-03-01", "Contents": "moi", "Attachments": ""}], "Servers/index.json": {}},
        {"Messages/c1/messages.json": ["own"]},
    ),
    "Telegram, the whole account": (
        {"DataExport_2026-11-22/result.json": TELEGRAM, "DataExport_2026-11-22/chats/chat_1/photos/a.jpg": b"\xff\xd8", "DataExport_2026-11-22/css/style.css": "p {}"},
        {"DataExport_2026-11-22/result.json": ["service_message", "450 € par jour", "own", "own"], "DataExport_2026-11-22/chats/chat_1/photos/a.jpg": ["member_media"], "DataExport_2026-11-22/css/style.css": ["member_other"]},
    ),
    "WhatsApp with media": (
        {"WhatsApp - Devis site.txt": WHATSAPP, "IMG-20260312-WA0001.jpg": b"\xff\xd8", "PTT-20260312-WA0002.opus": b"OggS", "Léo.vcf": "BEGIN:VCARD"},
        {"WhatsApp - Devis site.txt": ["service_message", "450 € par jour", "attachment_only"], "IMG-20260312-WA0001.jpg": ["member_media"], "PTT-20260312-WA0002.opus": ["member_media"], "Léo.vcf": ["member_other"]},
    ),
    "Google Takeout, folders in folders": (
        {"Takeout/archive_browser.html": "<html>", "Takeout/Messagerie/Devis/2026/Appel.mbox": MBOX.format(labels="X-Gmail-Labels: Devis\n", text="450 € par jour") + MBOX.format(labels="X-Gmail-Labels: =?UTF-8?Q?Messages_envoy=C3=A9s?=\n", text="Merci"), "Takeout/Google Keep/note.json": {"textContent": "à moi"}, "Takeout/Mail/Paramètres.json": {"a": 1}},
        {"Takeout/Messagerie/Devis/2026/Appel.mbox": ["450 € par jour", "own"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("service", CASES)
def test_an_archive_of_each_service(service: str) -> None:
    entries, found = CASES[service]
    assert found_in(dict(entries)) == found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Profile.csv", "First Name,Last Name\nPauline,\n"),
        ("Profile.csv", "x" * 3_000_000),
        ("Profile.csv", '"'),
        ("Profile.csv", "First Name,Last Name\n" + '"' * 200_000),
    ],
)
def test_an_account_that_does_not_say_its_name_changes_nothing(name: str, content: str) -> None:
    found = found_in({"messages.csv": LINKEDIN_MESSAGES, name: content})
    assert found["messages.csv"] == ["430 € par jour", "Merci !"]


@pytest.mark.parametrize(
    "account", ["[" * 100_000, "null", "window.YTD.account.part0 =", '[{"account": {"accountId": []}}]']
)
def test_an_account_that_cannot_be_read_changes_nothing(account: str) -> None:
    found = found_in({"data/account.js": account, "data/manifest.js": "x", "data/direct-messages.js": X_MESSAGES})
    assert found == {"data/direct-messages.js": ["TJM 400", "Votre prix ?"]}


def test_own_words_of_an_archive_say_where_the_replies_are() -> None:
    for service, code in (
        ("LinkedIn, whole", "linkedin"),
        ("Discord", "discord"),
        ("X", "x"),
        ("Mastodon", "mastodon"),
        ("Instagram", "meta"),
    ):
        records = read_file(BytesIO(archive(dict(CASES[service][0]))), name="a.zip")
        assert f"replies.{code}_own_words" in {record.code for record in records if isinstance(record, Own)}
