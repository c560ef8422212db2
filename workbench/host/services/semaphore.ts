/** Lets `limit` holders in at a time; the others wait in order, and leave the line when their signal aborts. */
export class Semaphore {
  private held = 0;
  private readonly waiting: Array<() => void> = [];

  constructor(private readonly limit: number) {}

  acquire(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        this.held++;
        let released = false;
        resolve(() => {
          if (!released) {
            released = true;
            this.held--;
            this.waiting.shift()?.();
          }
        });
      };
      const leave = () => {
        const at = this.waiting.indexOf(enter);
        if (at >= 0) {
          this.waiting.splice(at, 1);
        }
        reject(new DOMException('aborted', 'AbortError'));
      };
      if (signal.aborted) {
        leave();
      } else if (this.held < this.limit) {
        enter();
      } else {
        this.waiting.push(enter);
        signal.addEventListener('abort', leave, { once: true });
      }
    });
  }
}
