import { ProviderError } from '../../core/errors.ts';

/**
 * Runs a paid call against one base URL after the other, and goes on only after a failure that proves that the
 * request was not taken. Throws the last failure.
 */
export async function tryBaseUrls<T>(
  baseUrls: readonly string[],
  attempt: (baseUrl: string) => Promise<T>,
): Promise<T> {
  for (const baseUrl of baseUrls.slice(0, -1)) {
    try {
      return await attempt(baseUrl);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'provider-unreachable') throw error;
    }
  }
  const last = baseUrls.at(-1);
  if (last === undefined) throw new Error('A provider needs at least one base URL');
  return attempt(last);
}
