import type { ImageProvider, PlanInput, ProviderPlan, Unable } from '../ports/image-provider.ts';
import type { Price, PriceBook } from '../ledger/price-book.ts';
import { resolutionOf } from '../generation/pixel-table.ts';

/** A gateway that can carry out a request, and how. */
export interface Route {
  readonly provider: ImageProvider;
  readonly plan: ProviderPlan;
  readonly price: Price;
  /** Pictures one submit makes. */
  readonly perSubmit: number;
}

export interface RoutingOptions {
  readonly input: PlanInput;
  /** The gateway that the user named. */
  readonly named?: string;
  /** The user left the ratio open; whatever a gateway makes of it is no change. */
  readonly ratioOpen: boolean;
  /** Gateways that are not to be asked: put aside, open, or already refused this part. */
  readonly excluded: ReadonlySet<string>;
}

/** Why a gateway cannot; `resolution` where a larger drawing was asked for and it would only enlarge. */
export type Lack = Unable['unable'] | 'resolution';

export type Routing = { readonly routes: readonly Route[]; readonly unable: ReadonlySet<Lack> };

/** Orders the gateways for a request: the named one, those that do it exactly in order of preference, by fewest changes. */
export class Router {
  readonly #providers: readonly ImageProvider[];
  readonly #prices: PriceBook;

  /** @param providers in the operator's order of preference */
  constructor(providers: readonly ImageProvider[], prices: PriceBook) {
    this.#providers = providers;
    this.#prices = prices;
  }

  get providers(): readonly ImageProvider[] {
    return this.#providers;
  }

  provider(id: string): ImageProvider | undefined {
    return this.#providers.find((provider) => provider.id === id);
  }

  routes(options: RoutingOptions): Routing {
    const unable = new Set<Lack>();
    const routes: Route[] = [];
    for (const provider of this.#providers) {
      const plan = provider.plan(options.input);
      if ('unable' in plan) {
        unable.add(plan.unable);
        continue;
      }
      if (options.input.request.variation === 'larger' && !isDrawnInFull(plan)) {
        unable.add('resolution');
        continue;
      }
      if (options.excluded.has(provider.id)) continue;
      routes.push(this.#route(provider, plan, options));
    }
    const rank = (route: Route): number =>
      route.provider.id === options.named ? -1 : route.plan.changes.length;
    // The sort is stable, so that equal ranks stay in order of preference.
    return { routes: routes.sort((left, right) => rank(left) - rank(right)), unable };
  }

  #route(provider: ImageProvider, plan: ProviderPlan, options: RoutingOptions): Route {
    const { applied } = plan;
    const changes = plan.changes.filter((change) => !(options.ratioOpen && change.field === 'ratio'));
    // Priced by what the gateway is asked for, not by what is enlarged here afterwards.
    const resolution =
      applied.width !== undefined && applied.height !== undefined
        ? resolutionOf({ width: applied.width, height: applied.height })
        : applied.resolution;
    return {
      provider,
      plan: { applied, changes },
      price: this.#prices.priceOf(provider.id, { quality: applied.quality, resolution }),
      perSubmit: Math.max(1, provider.limits.maxCount),
    };
  }
}

/** The gateway itself makes all the pixels that were asked for. */
function isDrawnInFull({ applied, changes }: ProviderPlan): boolean {
  return applied.upscaleTo === undefined && !changes.some(({ field }) => field === 'resolution');
}
