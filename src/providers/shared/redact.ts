const maxLength = 300;

/**
 * A gateway's own words, fit for a log: secrets, the queries of URLs (signatures) and everything after 300 characters
 * removed, on one line. `secrets` are keys, prompts, reference URLs: whatever the gateway may echo.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets
    .filter((secret) => secret.length >= 6)
    .sort((first, second) => second.length - first.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text);
  return withoutSecrets
    .replace(/\b(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/g, '$1?[removed]')
    .replace(/\b(key|token|api_?key)=[^&\s"']+/gi, '$1=[removed]')
    .replace(/\b(Bearer|sk[-_])\s*[\w-]{6,}/g, '$1[removed]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxLength);
}
