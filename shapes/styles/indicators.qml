<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Fields|Forms|MapTips|AttributeTable">
 <aliases>
  @[aliases]
 </aliases>
 <previewExpression>"indicator" || ' – ' || coalesce("name", "of") || coalesce(', ' || "value", '')</previewExpression>
</qgis>
