export interface ServerEvent {
  event: string;
  data: string;
  id: string | undefined;
}

/**
 * Server-Sent Events out of text chunks that break anywhere. A comment (heartbeat) yields no event, but the caller
 * sees that bytes came.
 */
export class EventParser {
  private rest = '';
  private data: string[] = [];
  private event = '';
  private id: string | undefined;

  push(chunk: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') this.flush(events);
      else this.field(line);
    }
    return events;
  }

  private field(line: string): void {
    const at = line.indexOf(':');
    if (at === 0) return;
    const name = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
  }

  private flush(events: ServerEvent[]): void {
    if (this.data.length > 0) {
      events.push({ event: this.event === '' ? 'message' : this.event, data: this.data.join('\n'), id: this.id });
    }
    this.data = [];
    this.event = '';
  }
}
