import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/tokens.css'
import './look/base.css'
import './look/components.css'
import './look/front.css'
import { App } from './app.tsx'

createRoot(document.getElementById('app')!).render(<StrictMode><App /></StrictMode>)
