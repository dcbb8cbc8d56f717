import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SettingValues } from './settings.ts';

/** How the store at REDIS_URL is reached. */
export interface OutsideStore {
  /** `redis://` or `rediss://` with one or several hosts, or the path of a Unix socket. */
  readonly url: string;
  /** The hosts are sentinels, and this is what they call the primary. */
  readonly sentinel?: { readonly name: string; readonly password?: string };
  /** The hosts are nodes of a cluster. */
  readonly cluster?: true;
  /** Authority for TLS, PEM. */
  readonly ca?: string;
}

/** Undefined: Limner starts a store of its own. */
export function chooseStore(
  values: SettingValues,
  cwd: string,
  problems: string[],
): OutsideStore | undefined {
  const { REDIS_URL: url, REDIS_SENTINEL: name, REDIS_SENTINEL_PASSWORD: password } = values;
  const isCluster = values.REDIS_CLUSTER === 'true';
  const caFile = values.REDIS_CA_FILE;
  if (url === undefined) {
    if (name || isCluster || caFile) {
      problems.push(
        'REDIS_SENTINEL, REDIS_CLUSTER or REDIS_CA_FILE is set without REDIS_URL. Set REDIS_URL too.',
      );
    }
    return undefined;
  }
  if (name && isCluster) {
    problems.push('REDIS_SENTINEL and REDIS_CLUSTER are both set. Keep the one that fits your store.');
  }
  if (!name && !isCluster && url.includes(',')) {
    problems.push('REDIS_URL names several hosts. Set REDIS_SENTINEL or REDIS_CLUSTER, or name one host.');
  }
  if ((name || isCluster) && url.startsWith('/')) {
    problems.push(
      'REDIS_URL is a socket, which has no sentinels and is no cluster. Write redis:// and hosts.',
    );
  }
  const ca = caFile === undefined ? undefined : readAuthority(resolve(cwd, caFile), problems);
  return {
    url,
    ...(name ? { sentinel: { name, ...(password ? { password } : {}) } } : {}),
    ...(isCluster ? { cluster: true } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
}

function readAuthority(path: string, problems: string[]): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    problems.push('REDIS_CA_FILE holds no certificate. Write the path of a PEM file.');
  } catch {
    problems.push('REDIS_CA_FILE cannot be read. Write the path of a PEM file that this user may read.');
  }
  return undefined;
}
