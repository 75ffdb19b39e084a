"""What some sources share: JSON as a stream, delimited rows, chats, mails, archives, tables of a known layout."""
