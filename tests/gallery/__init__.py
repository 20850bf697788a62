"""Small workbooks as officers send them, one for each kind of mess, with what must come of each, cell by cell.

The expectations are written from what is asked of the product, not from what it does. Every number is invented.
"""
