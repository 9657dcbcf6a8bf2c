import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

/** Opens a list of what can be added. */
export function AddChip({ label, choices, onChoose }: { readonly label: string; readonly choices: readonly { readonly id: string; readonly name: string }[]; readonly onChoose: (id: string) => void }) {
  if (choices.length === 0) return null
  return (
    <MenuTrigger>
      <Button className="chip is-add"><span className="icon i-plus" aria-hidden="true" />{label}</Button>
      <Popover className="menu-pop">
        <Menu className="menu-list" onAction={(id) => onChoose(String(id))}>{choices.map((choice) => <MenuItem key={choice.id} id={choice.id}>{choice.name}</MenuItem>)}</Menu>
      </Popover>
    </MenuTrigger>
  )
}
