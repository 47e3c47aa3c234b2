// What went wrong, in a sentence; the server's own word for it is kept for whoever looks it up.

const BARE = /^(?:Bad Request: )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/; // IMAGE_PROCESS_FAILED and such

const SENTENCES = {
  IMAGE_PROCESS_FAILED: "This picture cannot be read. Send a PNG or JPEG, or send it as a file.",
  PHOTO_INVALID_DIMENSIONS: "This picture is too large or too narrow to be shown. Send it as a file.",
  "Request Entity Too Large": "That is too large: a file may have 50 MB, a picture 10 MB.",
};

/** {words, code}: a sentence to read, and the code that came instead of one, or "". */
export function explained(message) {
  const code = BARE.exec(message)?.[1] || (message in SENTENCES ? message : "");
  if (!code) return { words: message, code };
  return { words: SENTENCES[code] || "Telegram would refuse this.", code };
}
