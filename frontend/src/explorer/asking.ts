// Asks the server for what the page cannot count itself: one question at a time, stale ones dropped.
import { Activation } from "./activation";
import { Bins, type BinsFacts, others } from "./bins";
import type { Choice, Seen, Slice, Source } from "./cube";
import { asked } from "./leaving";
import { canonical, type Spec, token } from "./spec";

const LINGER = 40; // milliseconds that a pointer stays before a chart is counted for it
const PAUSES = [700, 2500]; // before a question is asked again by itself

/** Where a table is counted; a view is put behind each. */
export interface Addresses {
  active: string;
  counts: string;
}

interface Question {
  key: string;
  /** null where the view is too long for one. */
  address: string | null;
  /** Of a brush that may still move: the answer comes late, but then the next is asked. */
  follows: boolean;
  keep(answer: Response): Promise<void>;
}

/** Why something could not be counted, in the words of the server. */
class Refused extends Error {
  constructor(
    reason: string,
    readonly final: boolean,
  ) {
    super(reason);
  }
}

export class Asking implements Source {
  readonly cube: Bins;
  onNews: (trouble: string | null) => void = () => {};
  private going: { question: Question; stop: AbortController; wanted: boolean } | null = null;
  private failed = "";
  private lingering = 0;

  constructor(
    facts: BinsFacts,
    private readonly spec: Spec,
    private readonly addresses: Addresses,
    private readonly unsaid: string,
  ) {
    this.cube = new Bins(facts);
  }

  seen(choice: Choice): Seen {
    return this.cube.seen(choice);
  }

  near(place: number, choice: Choice): void {
    window.clearTimeout(this.lingering);
    this.lingering = window.setTimeout(() => {
      if (!this.going?.wanted && !this.cube.holds(place, choice))
        this.ask(this.activation(place, choice), false);
    }, LINGER);
  }

  want(choice: Choice, changed: number | null, settled: boolean): void {
    const question = this.question(choice, changed);
    const { going } = this;
    const follows = going?.question.follows && !settled;
    if (going && (follows || going.question.key === question.key)) {
      going.wanted = true;
      return;
    }
    if (this.failed !== question.key) this.ask({ ...question, follows: !settled }, true);
  }

  again(): void {
    this.failed = "";
  }

  /** Whatever chart changed, its activation serves what comes next too; else the view alone. */
  private question(choice: Choice, changed: number | null): Question {
    const whole = changed === null || this.cube.holds(changed, choice);
    return whole ? this.counts(choice) : this.activation(changed, choice);
  }

  private activation(place: number, choice: Choice): Question {
    return {
      key: others(place, choice),
      address: this.at(`${this.addresses.active}&chart=${place}`, choice.with(place, null)),
      follows: false,
      keep: async (answer) => {
        const bytes = await answer.arrayBuffer();
        this.cube.keepActivation(place, choice, Activation.decode(bytes, this.cube.axes));
      },
    };
  }

  private counts(choice: Choice): Question {
    return {
      key: canonical(choice),
      address: this.at(this.addresses.counts, choice),
      follows: false,
      keep: async (answer) => {
        const told = (await answer.json()) as { matching: number; counts: number[][] };
        const counts = told.counts.map((each) => Uint32Array.from(each));
        this.cube.keepCounted(choice, { matching: told.matching, counts } satisfies Slice);
      },
    };
  }

  private at(address: string, choice: Choice): string | null {
    const filters = choice.filter((filter) => filter !== null);
    if (!filters.length) return address;
    const view = token({ ...this.spec, filters });
    return view && `${address}&view=${view}`;
  }

  private async ask(question: Question, wanted: boolean): Promise<void> {
    if (this.going?.question.key === question.key) return;
    this.going?.stop.abort();
    const going = { question, stop: new AbortController(), wanted };
    this.going = going;
    let trouble: string | null = null;
    try {
      await this.answered(question, going.stop.signal);
    } catch (reason) {
      if (going.stop.signal.aborted) return;
      trouble = reason instanceof Refused ? reason.message : this.unsaid;
    }
    this.going = null;
    this.failed = trouble !== null && going.wanted ? question.key : "";
    if (trouble === null || going.wanted) this.onNews(trouble);
  }

  /** A worker that died or is busy answers a moment later. */
  private async answered(question: Question, signal: AbortSignal): Promise<void> {
    if (question.address === null) throw new Refused(this.unsaid, true);
    for (const pause of [...PAUSES, null]) {
      try {
        const answer = await asked(question.address, signal);
        if (answer.ok) return await question.keep(answer);
        throw new Refused(await reasonOf(answer, this.unsaid), answer.status < 500);
      } catch (reason) {
        const final = reason instanceof Refused && reason.final;
        if (signal.aborted || pause === null || final) throw reason;
        await new Promise((resume) => window.setTimeout(resume, pause));
        if (signal.aborted) throw reason;
      }
    }
  }
}

async function reasonOf(answer: Response, unsaid: string): Promise<string> {
  try {
    const told = (await answer.json()) as { refused: string; hint: string };
    return `${told.refused} ${told.hint}`.trim();
  } catch {
    return unsaid;
  }
}
