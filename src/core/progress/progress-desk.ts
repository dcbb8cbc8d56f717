import { isInFlight, isTerminal, statusOf } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { stageOf } from '../generation/stage.ts';
import type { Stage } from '../generation/stage.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { GenerationProgress, Progress } from '../ports/progress.ts';
import type { LiveState, LiveView } from '../storage/live-view.ts';
import { expectedEndInLine, expectedEndOf, type LineDependencies } from './expected-end.ts';

export interface ProgressDeskDependencies extends LineDependencies {
  readonly store: Pick<GenerationStore, 'line'>;
  readonly live: Pick<LiveView, 'get'>;
}

/** Says how generations stand: from the record, what gateways said last, and what tasks of the kind took before. */
export class ProgressDesk implements Progress {
  readonly #deps: ProgressDeskDependencies;

  constructor(deps: ProgressDeskDependencies) {
    this.#deps = deps;
  }

  async of(generation: Generation): Promise<GenerationProgress | undefined> {
    if (isTerminal(statusOf(generation))) return undefined;
    const { store, live } = this.#deps;
    if (stageOf(generation) === 'waiting') {
      const line = await store.line(generation);
      const end = line && (await expectedEndInLine(this.#deps, generation, line));
      return {
        stage: 'waiting',
        ...(line ? { position: line.position } : {}),
        ...(end === undefined ? {} : { expectedAt: Math.ceil(end / 60_000) * 60_000 }),
      };
    }
    const state = await live.get(generation.id);
    const stage = this.#stageOf(generation, state);
    const expectedAt = rounded(await expectedEndOf(this.#deps, generation, state.progress));
    const deadlineAt = deadlineOf(generation);
    return {
      stage,
      ...state,
      ...(expectedAt === undefined ? {} : { expectedAt }),
      ...(deadlineAt === undefined ? {} : { deadlineAt }),
    };
  }

  /** Where the submit itself brings the picture, handing it over and drawing are one. */
  #stageOf(generation: Generation, { previewSequence }: LiveState): Stage {
    const stage = stageOf(generation);
    if (stage !== 'submitting') return stage;
    const drawn = generation.parts.some(
      ({ state, provider }) =>
        state === 'submitting' && this.#deps.providerOf(provider)?.limits.synchronous === true,
    );
    return drawn || previewSequence !== undefined ? 'drawing' : stage;
  }
}

/** To whole five seconds: what is learned meanwhile shifts it a little, which is not worth an edit. */
function rounded(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.ceil(at / 5_000) * 5_000;
}

/** When the last of what is under way is given up. */
function deadlineOf({ parts }: Generation): number | undefined {
  const deadlines = parts
    .filter((part) => isInFlight(part))
    .flatMap(({ attempts }) => attempts.filter(({ state }) => state === 'submitting' || state === 'running'))
    .map(({ deadlineAt }) => deadlineAt);
  return deadlines.length === 0 ? undefined : Math.max(...deadlines);
}
