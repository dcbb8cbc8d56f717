/** English. What only the HTTP side says. */
export const en = {
  'http.unauthorized': 'Sign in first: send the password with HTTP Basic, or open this address in a browser.',
  'http.wrong-password': 'That password is not right; check it and try again.',
  'http.too-many-attempts': 'Too many wrong passwords; wait a minute and try again.',
  'http.foreign-host':
    'This answers only on the machine it runs on; open it at http://localhost, or set WEB_PASSWORD to reach it from elsewhere.',
  'http.foreign-origin': 'Another site sent this request; open the web chat itself and send it from there.',
  'http.malformed': 'This request could not be read; send valid JSON or multipart/form-data.',
  'http.unsupported-media-type': 'Send this as application/json or multipart/form-data.',
  'http.too-large': 'That is too much at once: at most 20 MB a picture and 64 MB in all; send less.',
  'http.too-slow': 'The request took too long to arrive; try again on a better connection.',
  'http.route-not-found': 'There is nothing at this address; the README lists what there is.',
  'http.link-expired': 'This link has expired or is not complete; reload the page for a fresh one.',
  'http.region-expired':
    'This link has expired or is not complete; press Select region under the picture again for a new one.',
  'http.region-used':
    'This link was used already, and it is good for one change; press Select region under the picture again.',
  'http.region-not-yours':
    'This page was opened for somebody else; press Select region under the picture yourself, in the chat.',
  'http.is-admin': 'Who is named in ADMIN_IDS cannot be blocked; take them out of it first.',
  'http.not-blocked': 'This person is not blocked; GET /api/admin/blocks says who is.',
} as const;
