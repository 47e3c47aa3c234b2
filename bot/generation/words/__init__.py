"""What the rules know of English: verbs and their forms, kinds of nouns, countries and cities."""
