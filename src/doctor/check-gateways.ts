import { ProviderError } from '../core/errors.ts';
import type { ImageProvider } from '../core/ports/image-provider.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const timeoutMs = 15_000;
const lowMicroUsd = 1_000_000;

/** Is the key taken, how much is left, can edits be bought. */
export async function checkGateway(
  provider: ImageProvider,
  { keyVariable, publicUrl, signal }: { keyVariable: string; publicUrl: boolean; signal: AbortSignal },
): Promise<readonly Finding[]> {
  const subject = provider.title;
  const findings = [await checkBalance(provider, { subject, keyVariable, signal })];
  if (provider.limits.needsPublicReferences && !publicUrl) {
    findings.push(
      warning(
        subject,
        'It takes reference pictures only as links, so edits go to other gateways.',
        'Set PUBLIC_URL to an address at which the internet reaches this Limner.',
      ),
    );
  }
  return findings;
}

async function checkBalance(
  provider: ImageProvider,
  { subject, keyVariable, signal }: { subject: string; keyVariable: string; signal: AbortSignal },
): Promise<Finding> {
  if (provider.id === 'sandbox') return ok(subject, 'It draws on this machine, marked as such and free.');
  if (!provider.balance) {
    return ok(subject, `Its key can only be tried by buying; ${keyVariable} is set.`);
  }
  try {
    const balance = await provider.balance({ signal, timeoutMs });
    if (!balance) return ok(subject, 'The key is accepted; the gateway tells no balance.');
    if (balance.microUsd !== undefined && balance.microUsd <= 0) {
      return problem(
        subject,
        `The balance is ${balance.text}.`,
        'Top it up at the gateway; until then it is passed over.',
      );
    }
    if (balance.microUsd !== undefined && balance.microUsd < lowMicroUsd) {
      return warning(subject, `The balance is only ${balance.text}.`, 'Top it up at the gateway soon.');
    }
    return ok(subject, `The key is accepted; the balance is ${balance.text}.`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.code === 'provider-unauthorized') {
      return problem(
        subject,
        `The gateway refuses the key or its balance is used up (${error.statusCode ?? 'in its answer'}).`,
        `Check ${keyVariable} and the balance at the gateway.`,
      );
    }
    return warning(
      subject,
      `The gateway could not be asked (${error.statusCode ?? error.code}).`,
      'Try again later; if it stays so, check its BASE_URL.',
    );
  }
}
