export interface SplitUrl {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
}

/** Gateways have few addresses; what is beyond that is read anew each time. */
const remembered = 64;
const origins = new Map<string, string>();
/** What a URL's parser would leave as it is: no fragment, no dots for folders, nothing to escape. */
const plainPath = /^(?:\/(?!\.|%2e)[\w\-~!$&()*+,;=:@%.?]*)+(?<!\?)$/i;

/** The two halves of an absolute URL; those of an origin that was seen before without parsing it again. */
export function splitUrl(url: string): SplitUrl {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  const base = url.slice(0, Math.max(0, end));
  const path = url.slice(base.length);
  const known = origins.get(base);
  if (known !== undefined && plainPath.test(path)) return { origin: known, path };
  const { origin, pathname, search } = new URL(url);
  if (/^https?:\/\/[^/?#\\]+$/i.test(base) && origins.size < remembered) origins.set(base, origin);
  return { origin, path: pathname + search };
}
