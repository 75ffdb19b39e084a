window.YTD.direct_messages.part0 = [
  {"dmConversation": {"conversationId": "1000-2000", "messages": [
    {"messageCreate": {"recipientId": "1000", "reactions": [], "urls": [{"url": "https://t.co/aaa", "expanded": "https://agathe.exemple/tarifs", "display": "agathe.exemple/tarifs"}], "text": "430 €/j &amp; frais, voir https://t.co/aaa", "mediaUrls": [], "senderId": "2000", "id": "9000", "createdAt": "2026-03-09T10:15:00.000Z"}},
    {"reactionCreate": {"senderId": "2000", "reactionKey": "like", "eventId": "1", "createdAt": "2026-03-09T21:00:00.000Z"}},
    {"messageCreate": {"recipientId": "1000", "reactions": [], "urls": [{"url": "https://t.co/bbb", "expanded": "https://twitter.com/messages/media/9001", "display": "pic"}], "text": " https://t.co/bbb", "mediaUrls": ["https://ton.twitter.com/dm/9001/1.jpg"], "senderId": "2000", "id": "9001", "createdAt": "2026-03-09T22:00:00.000Z"}}
  ]}},
  {"dmConversation": {"conversationId": "1000-2001", "messages": [
    {"messageCreate": {"recipientId": "2001", "reactions": [], "urls": [], "text": "Merci, quel est votre tarif ?", "mediaUrls": [], "senderId": "1000", "id": "9101", "createdAt": "2026-03-09T20:00:00.000Z"}},
    {"messageCreate": {"recipientId": "1000", "reactions": [], "urls": [], "text": "TJM 400", "mediaUrls": [], "senderId": "2001", "id": "9002", "createdAt": "2026-03-09T20:05:00.000Z"}},
    {"joinConversation": {"initiatingUserId": "2001", "participantsSnapshot": ["2001"], "createdAt": "2026-03-09T20:04:00.000Z"}}
  ]}}
]
