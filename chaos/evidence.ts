/** What the stand-ins saw, in words that do not depend on the platform. Instants are Unix milliseconds. */
export interface PlatformEvidence {
  readonly asked: readonly Asked[];
  readonly messages: readonly BotMessage[];
  readonly requests: readonly PlatformRequest[];
  readonly faults: readonly InjectedFault[];
  /** Defects of the stand-ins themselves; none is expected. */
  readonly defects: readonly string[];
}

/** One request of a person, as it was made. */
export interface Asked {
  readonly scene: number;
  readonly marker: string;
  /** How: the way of the scene, or what was pressed. */
  readonly what: string;
  /** Limner's key for it, known to whoever knows the platform's ids; for the web the generation's id. */
  readonly key?: string;
  /** `discord:1`, `telegram:2`, `web:3`. */
  readonly userId: string;
  /** Channel or chat in which an outcome is welcome. */
  readonly places: readonly string[];
  readonly private: boolean;
  readonly at: number;
  /** Whether Limner said that it would answer; for the web whether it gave an id. */
  readonly accepted: 'yes' | 'no' | 'unknown';
  /** The refusal, where it was one. */
  readonly refusal?: string;
  /** The answer that is bound to this request, where the platform has such a thing. */
  readonly answerId?: string;
  /** The message of the person. */
  readonly messageId?: string;
  /** The outcome cannot arrive: the person has blocked the bot. */
  readonly unreachable: boolean;
  readonly fault?: string;
  /** The person asks for more than a day allows. */
  readonly greedy: boolean;
}

/** A message of the bot, deleted ones included. */
export interface BotMessage {
  readonly platform: 'discord' | 'telegram';
  readonly place: string;
  readonly id: string;
  readonly visible: boolean;
  /** Deleted by us, not by the bot. */
  readonly takenAway: boolean;
  /** Only this user (`discord:1`) sees it, or it is their private chat. */
  readonly onlyFor?: string;
  readonly text: string;
  /** Every text that it showed, where that is known. */
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
  readonly loading: boolean;
  /** Content of each picture that it ever showed. */
  readonly pictures: readonly string[];
  readonly shownNow: readonly string[];
  readonly replyTo?: string;
  /** The interaction whose answer it is. */
  readonly answerTo?: string;
  readonly album?: string;
  readonly at: number;
}

export interface PlatformRequest {
  readonly platform: 'discord' | 'telegram';
  readonly at: number;
  readonly what: string;
  readonly outcome: string;
  readonly files: readonly string[];
  /** Text of the payload, shortened. */
  readonly text: string;
}

export interface InjectedFault {
  readonly at: number;
  readonly where: string;
  readonly kind: string;
  readonly marker?: string;
}

export interface GatewayEvidence {
  readonly tasks: readonly SoldTask[];
  readonly calls: readonly GatewayRequest[];
  readonly faults: readonly InjectedFault[];
  readonly violations: readonly string[];
  readonly callbacks: { readonly sent: number; readonly forged: number };
}

/** A piece of paid work at a gateway. */
export interface SoldTask {
  readonly gateway: string;
  readonly id: string;
  readonly prompt: string;
  readonly submittedAt: number;
  readonly endsAt: number;
  readonly state: string;
  readonly images: number;
  /** On the invoice. */
  readonly billedMicroUsd: number;
}

export interface GatewayRequest {
  readonly gateway: string;
  readonly at: number;
  readonly what: string;
  readonly marker?: string;
}
