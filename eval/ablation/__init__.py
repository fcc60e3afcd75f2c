"""What each part of the search is worth: every part taken away in turn, on the golden questions and on drafts."""
