import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { AddressRules } from './address-rules.ts';
import { MediaError } from './media-error.ts';
import type { MediaLimits } from './media-limits.ts';

/** Every address of a host name, as the system's resolver gives them. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: ResolveHost = (hostname) => lookup(hostname, { all: true });

export interface GuardedAgentOptions {
  rules: AddressRules;
  resolveHost: ResolveHost;
  limits: MediaLimits;
}

/**
 * An undici agent whose connections go to checked addresses only. The check sits in the look-up of the connection
 * itself, so a name that changes its answer between check and use gains nothing: what was checked is what is dialled.
 */
export function createGuardedAgent({ rules, resolveHost, limits }: GuardedAgentOptions): Agent {
  return new Agent({
    connections: 16,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    headersTimeout: limits.idleTimeoutMs,
    bodyTimeout: limits.idleTimeoutMs,
    maxHeaderSize: limits.maxHeaderBytes,
    connect(options, callback) {
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      const trusted = rules.allowsHost(options.hostname, port);
      if (isIP(options.hostname) !== 0 && !trusted && !rules.allowsAddress(options.hostname, port)) {
        callback(forbiddenAddress(options.hostname), null);
        return;
      }
      const connector = buildConnector({
        timeout: limits.connectTimeoutMs,
        lookup: checkedLookup({ port, trusted, rules, resolveHost }),
      });
      connector(options, callback);
    },
  });
}

interface CheckedLookup {
  port: number;
  trusted: boolean;
  rules: AddressRules;
  resolveHost: ResolveHost;
}

/** A look-up for `net.connect` that fails as a whole when one of the addresses is not allowed. */
function checkedLookup({ port, trusted, rules, resolveHost }: CheckedLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname).then(
      (addresses) => {
        const first = addresses[0];
        if (!first) return callback(nameNotFound(hostname), '', 0);
        if (!trusted && !addresses.every(({ address }) => rules.allowsAddress(address, port))) {
          return callback(forbiddenAddress(hostname), '', 0);
        }
        if (options.all) return callback(null, [...addresses]);
        return callback(null, first.address, first.family);
      },
      (cause: unknown) => callback(nameNotFound(hostname, cause), '', 0),
    );
  };
}

function forbiddenAddress(hostname: string): MediaError {
  return new MediaError(`${hostname} is not on the public internet`, {
    code: 'media-forbidden-address',
    reason: 'private-address',
  });
}

function nameNotFound(hostname: string, cause?: unknown): MediaError {
  return new MediaError(`The name ${hostname} was not found`, {
    code: 'media-unreachable',
    reason: 'dns',
    retryable: true,
    cause,
  });
}
