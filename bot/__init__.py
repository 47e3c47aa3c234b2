"""CiteQuiz: a quiz and training chatbot for Telegram that proves every answer with a citation."""
