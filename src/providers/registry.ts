import type { ImageProvider } from '../core/ports/image-provider.ts';
import { AizfwProvider } from './aizfw/aizfw-provider.ts';
import { ApimodelsProvider } from './apimodels/apimodels-provider.ts';
import { GccaiProvider } from './gccai/gccai-provider.ts';
import { OpenAiProvider } from './openai/openai-provider.ts';
import { SandboxProvider } from './sandbox/sandbox-provider.ts';
import type { SandboxConfig } from './sandbox/sandbox-provider.ts';
import type { GatewayConfig, GatewayDependencies } from './shared/provider-config.ts';
import { WuyinkejiProvider } from './wuyinkeji/wuyinkeji-provider.ts';
import { XinliuProvider } from './xinliu/xinliu-provider.ts';

/** Gateways that need a key, by the id that users type. */
const keyed = {
  wuyinkeji: WuyinkejiProvider,
  aizfw: AizfwProvider,
  gccai: GccaiProvider,
  xinliu: XinliuProvider,
  apimodels: ApimodelsProvider,
  openai: OpenAiProvider,
} as const;

export type KeyedProvider = keyof typeof keyed;

/** What is known of each gateway at start-up. */
export interface RegistryConfig {
  /** Ids in the operator's order of preference. */
  readonly order: readonly (KeyedProvider | 'sandbox')[];
  readonly keyed: Readonly<Partial<Record<KeyedProvider, GatewayConfig>>>;
  readonly sandbox: SandboxConfig;
}

/** One gateway that is called with a key. */
export function createProvider(
  id: KeyedProvider,
  config: GatewayConfig,
  deps: GatewayDependencies,
): ImageProvider {
  return new keyed[id](config, deps);
}

/** Builds the chosen gateways, in the order of preference. */
export function createProviders(config: RegistryConfig, deps: GatewayDependencies): readonly ImageProvider[] {
  return config.order.map((id) => {
    if (id === 'sandbox') return new SandboxProvider(config.sandbox, deps);
    const own = config.keyed[id];
    if (!own) throw new Error(`No settings for the gateway ${id}`);
    return createProvider(id, own, deps);
  });
}
