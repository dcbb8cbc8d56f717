import { AizfwStandIn } from './aizfw.ts';
import type { AizfwStandInOptions } from './aizfw.ts';
import { ApimodelsStandIn } from './apimodels.ts';
import type { ApimodelsStandInOptions } from './apimodels.ts';
import { GccaiStandIn } from './gccai.ts';
import type { GccaiStandInOptions } from './gccai.ts';
import { OpenAiStandIn } from './openai.ts';
import type { OpenAiStandInOptions } from './openai.ts';
import type { GatewayStandIn, GatewayStandInOptions } from './shared/gateway-stand-in.ts';
import { WuyinkejiStandIn } from './wuyinkeji.ts';
import type { WuyinkejiStandInOptions } from './wuyinkeji.ts';
import { XinliuStandIn } from './xinliu.ts';
import type { XinliuStandInOptions } from './xinliu.ts';

export interface StartGatewaysOptions {
  /** Laid under the options of each gateway. */
  common?: GatewayStandInOptions;
  wuyinkeji?: WuyinkejiStandInOptions;
  aizfw?: AizfwStandInOptions;
  gccai?: GccaiStandInOptions;
  xinliu?: XinliuStandInOptions;
  apimodels?: ApimodelsStandInOptions;
  openai?: OpenAiStandInOptions;
}

export interface Gateways {
  wuyinkeji: WuyinkejiStandIn;
  aizfw: AizfwStandIn;
  gccai: GccaiStandIn;
  xinliu: XinliuStandIn;
  apimodels: ApimodelsStandIn;
  openai: OpenAiStandIn;
}

export interface RunningGateways extends Gateways {
  all: readonly GatewayStandIn[];
  /** `<NAME>_BASE_URL` and `<NAME>_API_KEY` of every gateway, and the download rule that lets loopback results in. */
  environment: Record<string, string>;
  stop: () => Promise<void>;
}

/** Starts every gateway stand-in on loopback and tells the environment with which Limner talks to them. */
export async function startGateways(options: StartGatewaysOptions = {}): Promise<RunningGateways> {
  const { common } = options;
  const gateways: Gateways = {
    wuyinkeji: new WuyinkejiStandIn({ ...common, ...options.wuyinkeji }),
    aizfw: new AizfwStandIn({ ...common, ...options.aizfw }),
    gccai: new GccaiStandIn({ ...common, ...options.gccai }),
    xinliu: new XinliuStandIn({ ...common, ...options.xinliu }),
    apimodels: new ApimodelsStandIn({ ...common, ...options.apimodels }),
    openai: new OpenAiStandIn({ ...common, ...options.openai }),
  };
  const all: readonly GatewayStandIn[] = Object.values(gateways);
  await Promise.all(all.map((gateway) => gateway.start()));
  const variables = all.flatMap((gateway) => [
    [`${gateway.name.toUpperCase()}_BASE_URL`, baseUrlsOf(gateway)],
    [`${gateway.name.toUpperCase()}_API_KEY`, gateway.apiKey],
  ]);
  return {
    ...gateways,
    all,
    environment: { ...Object.fromEntries(variables), ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
    stop: async () => {
      await Promise.all(all.map((gateway) => gateway.stop()));
    },
  };
}

/** What `<NAME>_BASE_URL` takes: a comma list where a gateway has several hosts. */
function baseUrlsOf(gateway: GatewayStandIn): string {
  return gateway instanceof XinliuStandIn ? gateway.baseUrls.join(',') : gateway.baseUrl;
}
