import { call, hrefOf, type AnswerOf, type InputOf } from '../../api/call.ts'
import { follow, type Task } from '../../api/task.ts'

export type FileOrder = NonNullable<InputOf<'exports', 'make'>['body']>
export type FileKind = FileOrder['format']
export type TakenFile = AnswerOf<'exports', 'list'>['exports'][number]

/** In the order in which most people need them. */
export const FILE_KINDS: readonly { readonly kind: FileKind; readonly name: string }[] = [{ kind: 'xlsx', name: 'XLSX' }, { kind: 'csv', name: 'CSV' }, { kind: 'sdmx-csv', name: 'SDMX' }, { kind: 'parquet', name: 'Parquet' }]

/** Has a file made and takes it as soon as it is there. Who leaves meanwhile finds it among their files. */
export async function takeFile(order: FileOrder, tell: (task: Task) => void, signal: AbortSignal): Promise<void> {
  const { task } = await call('exports', 'make', { body: order }, { key: crypto.randomUUID() })
  const { status } = await follow(task, tell, signal)
  if (status === 'done') download(task.task)
}

/** The browser takes it as any file, piece by piece. */
export function download(task: string): void {
  const link = document.createElement('a')
  link.href = hrefOf('exports', 'file', { params: { task } })
  link.download = ''
  link.click()
}
