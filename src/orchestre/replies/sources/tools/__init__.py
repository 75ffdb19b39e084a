"""What some sources share: JSON as a stream, chats, mails, archives, tables of a known layout."""
