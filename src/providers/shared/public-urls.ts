import { ProviderError } from '../../core/errors.ts';
import type { OrderImage } from '../../core/ports/image-provider.ts';

/** The public address of every reference, in order. @throws ProviderError before anything was sent */
export function publicUrls(provider: string, references: readonly OrderImage[]): string[] {
  return references.map(({ publicUrl }) => {
    if (publicUrl !== undefined) return publicUrl;
    throw new ProviderError(`${provider} takes references only by public URL`, {
      code: 'provider-unsupported',
      provider,
      phase: 'upload',
    });
  });
}
