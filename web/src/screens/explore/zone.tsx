import { Button, GridList, GridListItem, Menu, MenuItem, MenuTrigger, Popover, useDragAndDrop } from 'react-aria-components'
import { useWords } from '../../i18n/use.ts'
import type { Zone } from './move.ts'

const CARRIED = 'application/x-openvrs-dimension'
/** Carried as well by what has codes to be held to: a place that holds offers itself to nothing else. */
const HOLDABLE = 'application/x-openvrs-codes'

export type ZoneChip = { readonly id: string; readonly name: string; readonly value?: string; readonly canHold: boolean; /** What else can be done with it, the same as can be done by dragging. */ readonly actions: readonly { readonly id: string; readonly name: string }[] }
type Props = {
  readonly zone: Zone; readonly label: string; readonly chips: readonly ZoneChip[]
  readonly takes: (dimension: string) => boolean
  readonly onPut: (dimension: string, before?: string) => void
  readonly onAct: (dimension: string, action: string) => void
  readonly onDrop: (dimension: string) => void
}

/** Dimensions in one place, as chips that are dragged from place to place by mouse, touch or keyboard; a menu on each does the same. */
export function ZoneChips({ zone, label, chips, takes, onPut, onAct, onDrop }: Props) {
  const { t } = useWords()
  const put = async (items: readonly { readonly kind: string }[], before?: string) => {
    const item = items[0] as { readonly kind: string; readonly getText: (type: string) => Promise<string> } | undefined
    const dimension = item?.kind === 'text' ? await item.getText(CARRIED) : ''
    if (takes(dimension) && dimension !== before) onPut(dimension, before)
  }
  const beside = (target: { readonly key: unknown; readonly dropPosition: string }) => {
    const at = chips.findIndex((chip) => chip.id === target.key)
    return chips[target.dropPosition === 'after' ? at + 1 : at]?.id
  }
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].flatMap((key) => chips.filter(({ id }) => id === key)).map(({ id, name, canHold }) => ({ [CARRIED]: id, ...(canHold ? { [HOLDABLE]: id } : {}), 'text/plain': name })),
    acceptedDragTypes: [zone === 'only' ? HOLDABLE : CARRIED],
    getDropOperation: () => 'move',
    onInsert: ({ items, target }) => void put(items, beside(target)),
    onRootDrop: ({ items }) => void put(items),
    ...(zone !== 'only' && chips.length > 1 ? { onReorder: ({ keys, target }) => { const moved = String([...keys][0]); const before = beside(target); if (before !== moved) onPut(moved, before) } } : {}),
  })
  return (
    <GridList className="chips zone" aria-label={label} layout="grid" keyboardNavigationBehavior="tab" selectionMode="none" dragAndDropHooks={dragAndDropHooks} renderEmptyState={() => <span className="quiet small">{t(`explore.empty.${zone}`)}</span>}>
      {chips.map(({ id, name, value, actions }) => (
        <GridListItem key={id} id={id} className="chip is-pair" textValue={value ? `${name}: ${value}` : name}>
          <Button slot="drag" className="grip" aria-label={t('explore.drag', { name })}><span className="icon i-drag" aria-hidden="true" /></Button>
          <MenuTrigger>
            <Button className="named" aria-label={t('explore.change_chip', { name, value: value ?? '' })}>{value ? <>{name}: <b>{value}</b></> : name}</Button>
            <Popover className="menu-pop">
              <Menu className="menu-list" onAction={(action) => onAct(id, String(action))}>{actions.map((action) => <MenuItem key={action.id} id={action.id}>{action.name}</MenuItem>)}</Menu>
            </Popover>
          </MenuTrigger>
          <Button className="drop" aria-label={t('explore.drop', { name })} onPress={() => onDrop(id)}><span className="icon i-close" aria-hidden="true" /></Button>
        </GridListItem>
      ))}
    </GridList>
  )
}
