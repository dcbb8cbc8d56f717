import type { Generation } from '../generation/generation.ts';

const ownSuffix = '+own';

/**
 * The lane in which work waits for a gateway. What is paid with people's own keys has lanes of its own: the operator's
 * breaker, pauses and places say nothing about other accounts, and theirs nothing about the operator's.
 */
export function laneName(provider: string, payer: Generation['payer']): string {
  return payer === 'own-key' ? `${provider}${ownSuffix}` : provider;
}
