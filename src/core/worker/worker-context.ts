import type { Router } from '../routing/router.ts';
import type { Brakes } from '../ports/brakes.ts';
import type { DeliveryChannel } from '../ports/delivery-channel.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { OwnKeyRing } from '../own-key/own-key-ring.ts';
import type { Limits } from '../ports/limits.ts';
import type { Logger } from '../ports/logger.ts';
import type { Media } from '../ports/media.ts';
import type { Progress } from '../ports/progress.ts';
import type { ScriptedRedis } from '../storage/connection.ts';
import type { DueSet } from '../storage/due-set.ts';
import type { EditBoard } from '../storage/edit-board.ts';
import type { LiveView } from '../storage/live-view.ts';
import type { LookLaws } from '../storage/look-laws.ts';
import type { ProviderHealthBoard } from '../storage/provider-health.ts';
import type { ReadySet } from '../storage/ready-set.ts';
import type { StepSets } from '../storage/step-sets.ts';
import type { WakeUps } from '../queue/wake-ups.ts';
import type { ChatPlaces } from './chat-places.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { StepPlaces } from './step-places.ts';

/** How one gateway's lane is worked. Milliseconds. */
export interface LaneSettings {
  readonly concurrency: number;
  readonly firstLookMs: number;
  readonly lookMs: number;
  readonly deadlineMs: number;
  /** An operator set the pace: it is kept to the letter, whatever was learned. */
  readonly fixed: boolean;
}

/** What the parts of a worker share. */
export interface WorkerContext {
  /** This process, unique for ever: the owner of submits and the holder of deliveries. */
  readonly owner: string;
  readonly redis: ScriptedRedis;
  readonly store: GenerationStore;
  readonly ready: ReadySet;
  readonly steps: StepSets;
  readonly places: StepPlaces;
  /** Chats by when a status message in them may be edited next. */
  readonly progress: DueSet;
  readonly edits: EditBoard;
  readonly progressDesk: Progress;
  readonly leases: LeaseKeeper;
  readonly brakes: Brakes;
  readonly chatPlaces: ChatPlaces;
  readonly live: LiveView;
  readonly laws: LookLaws;
  readonly health: ProviderHealthBoard;
  readonly router: Router;
  /** Absent where people bring no keys. */
  readonly ownKeys: OwnKeyRing | undefined;
  readonly media: Media;
  /** False while what is bought could not be kept. */
  readonly hasRoom: () => Promise<boolean>;
  readonly wakeUps: WakeUps;
  readonly channels: ReadonlyMap<string, DeliveryChannel>;
  readonly lanes: ReadonlyMap<string, LaneSettings>;
  readonly limits: Pick<Limits, 'resolve'>;
  /** Generations of a user that may be under way at once, where they have no limit of their own. */
  readonly userConcurrent: number;
  /** Base of signed links; absent: gateways that need public references are skipped. */
  readonly publicUrl: string | undefined;
  readonly callbackSecret: (attemptId: string) => string;
  /** When the store came back last after it was away: leases could not be renewed before (Unix ms, else -Infinity). */
  readonly storeBackAt: () => number;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

export function laneOf(context: WorkerContext, provider: ImageProvider): LaneSettings {
  const settings = context.lanes.get(provider.id);
  if (!settings) throw new Error(`No lane for ${provider.id}`);
  return settings;
}
