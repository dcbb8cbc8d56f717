import { planInputOf } from '../routing/plan-input.ts';
import type { ImageRequest, PixelSize } from '../generation/image-request.ts';
import type { Route, Router } from '../routing/router.ts';

/** What requests are routed by where people may bring keys. */
export interface OwnRouting {
  /** Gateways that somebody has a key for, and whether it can still be read. */
  readonly keysOf: (userId: string) => Promise<ReadonlyMap<string, boolean>>;
  /** Of the gateways for which keys are taken. */
  readonly router: Router;
}

/**
 * The gateway that makes a request with its asker's own key: the best that can, of those they have a key for. Undefined
 * where none can, or where they named another: then it is a request like any other.
 */
export function ownRoute(
  wanted: {
    readonly request: ImageRequest;
    readonly references: readonly PixelSize[];
    readonly mask: boolean;
    readonly publicAddress: boolean;
  },
  keys: ReadonlyMap<string, boolean>,
  router: Router,
): Route | undefined {
  const { request, references, mask, publicAddress } = wanted;
  const named = request.provider;
  if (keys.size === 0 || (named !== undefined && !keys.has(named))) return undefined;
  const { input, ratioOpen } = planInputOf(request, references, { mask, publicAddress });
  const meant = (id: string): boolean => keys.has(id) && (named === undefined || id === named);
  const excluded = new Set(router.providers.map(({ id }) => id).filter((id) => !meant(id)));
  return router.routes({ input, ratioOpen, excluded }).routes[0];
}
