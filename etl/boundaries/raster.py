"""Raster of the schematic map: which ward's point claims each cell (BOUNDARIES method steps 2 to 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
LabelArray = npt.NDArray[np.int32]
MaskArray = npt.NDArray[np.bool_]

EMPTY = -1
MAX_COST = 1.5
ROUNDS = 60
STEP = 0.35
MAX_WEIGHT = 1.2


@dataclass(frozen=True)
class Grid:
    x_min: float
    y_min: float
    cell_m: float
    rows: int
    columns: int

    @property
    def cell_km2(self): return (self.cell_m/1000)**2

    @classmethod
    def around(cls, x, y, margin_m, cell_m):
        x_min, y_min = x.min()-margin_m, y.min()-margin_m
        return cls(float(x_min), float(y_min), cell_m, int((y.max()+margin_m-y_min)//cell_m)+1, int((x.max()+margin_m-x_min)//cell_m)+1)


def windows(grid, x, y, radius, reach):
    out = []
    for px, py, r in zip(x, y, radius):
        c = (px-grid.x_min)/grid.cell_m-.5; ro=(py-grid.y_min)/grid.cell_m-.5; h=reach*r/grid.cell_m
        r0,r1=max(0,int(np.ceil(ro-h))),min(grid.rows,int(np.floor(ro+h))+1)
        c0,c1=max(0,int(np.ceil(c-h))),min(grid.columns,int(np.floor(c+h))+1)
        if r0>=r1 or c0>=c1: out.append(None); continue
        dy=(np.arange(r0,r1)-ro)*grid.cell_m/r; dx=(np.arange(c0,c1)-c)*grid.cell_m/r
        d=np.sqrt(dy[:,None]**2+dx[None,:]**2).astype(np.float32)
        out.append(((slice(r0,r1),slice(c0,c1)),d))
    return out

def assign(grid, wins, w, cutmode="raw", maxcost=1.5):
    best=np.full((grid.rows,grid.columns),np.inf,np.float32); lab=np.full(best.shape,EMPTY,np.int32)
    for k,win in enumerate(wins):
        if win is None: continue
        s,d=win; v=d-np.float32(w[k])
        if cutmode=="raw": m=(v<best[s])&(d<=maxcost)
        elif cutmode=="adj": m=(v<best[s])&(v<=maxcost)
        elif cutmode=="both": m=(v<best[s])&(v<=maxcost)&(d<=maxcost)
        b=best[s]; b[m]=v[m]; lab[s][m]=k
    return lab

def calibrate(grid, wins, km2, frozen, rounds=60, cutmode="raw", maxcost=1.5, step=.35, maxw=1.2):
    w=np.zeros(len(wins))
    for i in range(rounds):
        lab=assign(grid,wins,w,cutmode,maxcost)
        a=np.bincount(lab[lab>=0],minlength=len(wins))*grid.cell_km2
        g=np.clip(np.log(np.maximum(a,grid.cell_km2)/km2),-1,1)
        s=step*(1 if i<rounds//2 else .5)
        w=np.where(frozen,w,np.clip(w-s*g,-maxw,maxw))
    return w
