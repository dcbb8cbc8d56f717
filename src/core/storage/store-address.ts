/** Where the store is: the Unix socket of our own child process, or an outside one. */
export type StoreAddress = OutsideAddress | { readonly socketPath: string };

export interface OutsideAddress {
  /** `redis://` or `rediss://`, user and password, one or several hosts, a number of a database; or a socket's path. */
  readonly url: string;
  /** The hosts are sentinels, and this is what they call the primary. */
  readonly sentinel?: { readonly name: string; readonly password?: string };
  /** The hosts are nodes of a cluster. */
  readonly cluster?: true;
  /** Authority for TLS, PEM; absent: those that Node trusts. */
  readonly ca?: string;
}

export interface StoreHost {
  readonly host: string;
  readonly port: number;
}

export interface StoreLogin {
  readonly hosts: readonly StoreHost[];
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: { readonly ca?: string };
}

/** Takes an address of one or several hosts apart; undefined for a socket. */
export function loginOf({ url, ca, sentinel }: OutsideAddress): StoreLogin | undefined {
  const match = /^(rediss?):\/\/(?:([^@/]*)@)?([^/?]+)(?:\/(\d+))?/.exec(url);
  if (!match) return undefined;
  const [, scheme, login = '', hosts = '', db] = match;
  const [username, password] = login.split(':').map(decodeURIComponent);
  return {
    hosts: hosts.split(',').map((host) => {
      const { hostname, port } = new URL(`redis://${host}`);
      const usual = sentinel ? 26_379 : 6_379;
      return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
    }),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(db === undefined ? {} : { db: Number(db) }),
    ...(scheme === 'rediss' ? { tls: ca === undefined ? {} : { ca } } : {}),
  };
}
