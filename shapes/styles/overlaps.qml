<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|AttributeTable" labelsEnabled="1">
 <renderer-v2 type="categorizedSymbol" attr="rule" symbollevels="0" enableorderby="0" forceraster="0">
  <categories>
   <category value="overlap" symbol="0" label="@{Overlap}" render="true"/>
  </categories>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="214,40,40,45"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_color" type="QString" value="200,16,32,255"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.5"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="joinstyle" type="QString" value="round"/>
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45"/>
      <Option name="distance" type="QString" value="1.8"/>
      <Option name="distance_unit" type="QString" value="MM"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="offset" type="QString" value="0"/>
     </Option>
     <symbol type="line" name="@0@1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="200,16,32,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="line_width_unit" type="QString" value="MM"/>
      <Option name="line_style" type="QString" value="solid"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="coalesce(&quot;place&quot; || '\n', '') || replace(array_to_string(from_json(&quot;perimeter_names&quot;), ' + '), 'CPTS ', '')" isExpression="1" fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="150,0,16,255" textOpacity="1" multilineHeight="1">
    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,230" bufferOpacity="1" bufferJoinStyle="128"/>
   </text-style>
   <text-format wrapChar="" autoWrapLength="24" useMaxLineLengthForAutoWrap="1" multilineAlign="1" plussign="0"/>
   <placement placement="8" priority="9" dist="1" distUnits="MM" fitInPolygonOnly="0" polygonPlacementFlags="3"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="400000" obstacle="0" obstacleFactor="1" drawLabels="1" displayAll="0" limitNumLabels="0" fontLimitPixelSize="0" mergeLines="0" minFeatureSize="3" labelPerPart="0"/>
  </settings>
 </labeling>
 @<finding_form.xml>
 @<finding_name.xml>
</qgis>
